package org.postwall.bot.server;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.postwall.bot.wall.NewPost;
import org.postwall.bot.wall.Post;
import org.postwall.bot.wall.Slice;

/** The shapes of the wall's API ({@code openapi.yaml}), to and fro. */
final class WallJson {
    private WallJson() {}

    static JsonObject write(NewPost post) {
        JsonObject user = new JsonObject()
                .put("userId", Long.toString(post.author().id()))
                .put("first_name", post.author().firstName());
        putIfPresent(user, "last_name", post.author().lastName());
        putIfPresent(user, "username", post.author().username());
        JsonObject message = new JsonObject()
                .put("message", post.message())
                .put("timestamp", post.at().toString());
        return new JsonObject().put("user", user).put("message", message);
    }

    static Slice slice(JsonObject json) {
        List<Post> posts = json.getJsonArray("messages").stream()
                .map(item -> post((JsonObject) item))
                .toList();
        return new Slice(posts, json.getLong("total_count"));
    }

    static Post post(JsonObject json) {
        return new Post(
                json.getLong("id"),
                json.getString("user", ""),
                json.getString("timestamp", ""),
                json.getString("message", ""));
    }

    private static void putIfPresent(JsonObject json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
