package org.postwall.server.wall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.mapstruct.factory.Mappers;

/** Writes posts as the API answers them, in UTF-8. */
final class PostJson {
    private final ObjectWriter writer = JsonMapper.builder().build().writerFor(PostView.class);
    private final PostShapes shapes = Mappers.getMapper(PostShapes.class);

    byte[] of(Post post) {
        try {
            return writer.writeValueAsBytes(shapes.view(post));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("post " + post.number() + " has no JSON", e);
        }
    }
}
