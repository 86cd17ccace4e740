package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Where files are kept. Chunks and files bear the hashes of their contents, so storing one twice changes nothing. */
interface FileStore {
    Future<Void> keep(String hash, Buffer chunk);

    /** A chunk; fails where there is none. */
    Future<Buffer> chunk(String hash);

    /** Makes a file of chunks that are kept already. */
    Future<Void> put(StoredFile file);

    Future<Optional<StoredFile>> find(String id);
}
