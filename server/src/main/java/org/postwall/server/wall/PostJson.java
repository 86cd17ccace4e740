package org.postwall.server.wall;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;

/** Writes posts as the API answers them, in UTF-8: each once, when it arrives here. Four fields need no object mapper. */
final class PostJson {
    private static final int USUAL_LENGTH = 512;

    private final JsonFactory factory = new JsonFactory();

    byte[] of(Post post) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_LENGTH);
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("id", post.number());
            json.writeStringField("user", post.author().name());
            json.writeStringField("timestamp", post.at());
            json.writeStringField("message", post.text());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("post " + post.number() + " has no JSON", e);
        }
        return bytes.toByteArray();
    }
}
