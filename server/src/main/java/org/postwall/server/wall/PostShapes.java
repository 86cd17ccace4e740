package org.postwall.server.wall;

import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.ReportingPolicy;

/** The shapes of a post, one turned into another: request, draft, post, document. */
@Mapper(unmappedTargetPolicy = ReportingPolicy.ERROR)
interface PostShapes {
    @Mapping(target = "id", source = "userId")
    Author author(PostRequest.User user);

    @Mapping(target = "author", source = "request.user")
    @Mapping(target = "text", source = "request.message.message")
    Draft draft(PostRequest request, String at, String key, String hash);

    @Mapping(target = "gone", constant = "false")
    Post post(Draft draft, long number);

    @Mapping(target = "id", source = "number")
    @Mapping(target = "gone", expression = "java(post.gone() ? Long.valueOf(post.number()) : null)")
    PostDocument document(Post post);

    @Mapping(target = "number", source = "id")
    @Mapping(target = "gone", expression = "java(document.gone() != null)")
    Post post(PostDocument document);
}
