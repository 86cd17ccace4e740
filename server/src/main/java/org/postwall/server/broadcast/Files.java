package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.postwall.server.http.ApiException;

/** The files that messages carry, known by their content. Lives on one event loop. */
final class Files {
    /** 20 MiB, in bytes: as much as a bot may download (Bot API, getFile). */
    static final int LARGEST = 20 * 1024 * 1024;
    /** Bytes of a chunk. */
    static final int CHUNK = 255 * 1024;

    /** Each holds a few chunks in memory. */
    static final int AT_ONCE = 8;

    private static final Duration SOON = Duration.ofSeconds(2);

    private final FileStore store;
    private int underWay;

    /** What brings a content of at most {@link #LARGEST} bytes, in chunks of {@link #CHUNK}, the next when one was taken. */
    @FunctionalInterface
    interface Content {
        Future<Void> into(Function<Buffer, Future<Void>> taker);
    }

    Files(FileStore store) {
        this.store = store;
    }

    /** Stores a file. 503 while too many are coming in, 422 where it is empty. */
    Future<StoredFile> store(String name, Content content) {
        if (underWay == AT_ONCE) {
            return Future.failedFuture(ApiException.unavailable("Too many files come in at once.", SOON));
        }
        underWay++;
        FileUpload upload = new FileUpload(store);
        return content.into(upload::add).compose(all -> upload.end(name)).onComplete(done -> underWay--);
    }

    Future<Optional<StoredFile>> find(String id) {
        return store.find(id);
    }

    /** The content as a whole, up to {@link #LARGEST} bytes of memory for as long as the caller keeps it. */
    Future<Buffer> content(StoredFile file) {
        Buffer content = Buffer.buffer(file.size());
        Future<Buffer> filled = Future.succeededFuture(content);
        for (String hash : file.chunks()) {
            filled = filled.compose(so -> store.chunk(hash)).map(content::appendBuffer);
        }
        return filled.compose(all -> all.length() == file.size()
                ? Future.succeededFuture(all)
                : Future.failedFuture(new IllegalStateException(
                        "file %s has %d bytes, not %d".formatted(file.id(), all.length(), file.size()))));
    }
}
