package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.postwall.server.http.ApiException;

/** A file on its way into the store: its chunks first, so that what breaks off is no file, and then it itself. */
final class FileUpload {
    private final FileStore store;
    private final MessageDigest whole = sha256();
    private final List<String> chunks = new ArrayList<>();
    private int size;

    FileUpload(FileStore store) {
        this.store = store;
    }

    /** Keeps the next chunk. */
    Future<Void> add(Buffer chunk) {
        byte[] bytes = chunk.getBytes();
        whole.update(bytes);
        String hash = HexFormat.of().formatHex(sha256().digest(bytes));
        chunks.add(hash);
        size += bytes.length;
        return store.keep(hash, chunk);
    }

    /** Makes all that was added a file; 422 where that is nothing. */
    Future<StoredFile> end(String name) {
        if (size == 0) {
            return Future.failedFuture(ApiException.invalid("body", "must have at least 1 byte"));
        }
        StoredFile file = new StoredFile(HexFormat.of().formatHex(whole.digest()), name, size, chunks);
        return store.put(file).map(file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
