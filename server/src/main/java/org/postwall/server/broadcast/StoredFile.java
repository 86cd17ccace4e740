package org.postwall.server.broadcast;

import java.util.List;

/**
 * A file that was stored whole.
 *
 * @param id SHA-256 of its content, in hexadecimal
 * @param name what it was called when it came first
 * @param size in bytes
 * @param chunks what it is made of, in order: SHA-256 of each, in hexadecimal
 */
record StoredFile(String id, String name, int size, List<String> chunks) {
    StoredFile {
        chunks = List.copyOf(chunks);
    }
}
