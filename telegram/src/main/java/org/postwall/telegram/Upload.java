package org.postwall.telegram;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.multipart.MultipartForm;
import java.io.File;
import java.io.InputStream;

/**
 * A file that travels inside a request, as a part of {@code multipart/form-data}.
 *
 * @param part the name of the part: a field's name, or what {@code attach://} names
 * @param fileName the name shown to people
 * @param file the content, streamed from disk; or null
 * @param stream the content, read once by {@link #load}; or null
 * @param content the content in memory; or null
 */
record Upload(String part, String fileName, File file, InputStream stream, Buffer content) {
    private static final String ANY_KIND = "application/octet-stream";

    Upload named(String newPart) {
        return new Upload(newPart, fileName, file, stream, content);
    }

    /** The same upload with a stream's content in memory, so that the request can be sent more than once. */
    Future<Upload> load(Vertx vertx) {
        if (stream == null) {
            return Future.succeededFuture(this);
        }
        return vertx.executeBlocking(
                () -> {
                    try (stream) {
                        return new Upload(part, fileName, null, null, Buffer.buffer(stream.readAllBytes()));
                    }
                },
                false);
    }

    void addTo(MultipartForm form) {
        if (file == null) {
            form.binaryFileUpload(part, harmless(fileName), content, ANY_KIND);
        } else {
            form.binaryFileUpload(part, harmless(fileName), file.getPath(), ANY_KIND);
        }
    }

    /** The encoder writes names between quotes as they are: a quote or a line break would end the header (RFC 7578, 4.2). */
    private static String harmless(String name) {
        return name == null ? null : name.replaceAll("[\"\\\\\\p{Cntrl}]", "_");
    }
}
