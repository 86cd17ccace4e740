package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.postwall.server.http.JsonBody;

/** The HTTP edge for programs that keep followers themselves: {@code /api/v1/broadcast/users}. */
public final class UserRoutes {
    private final Followers followers;

    UserRoutes(Followers followers) {
        this.followers = followers;
    }

    /** {@code POST /users}: behind {@link JsonBody}. Names are not kept. */
    public void add(RoutingContext request) {
        Fields fields = new Fields(JsonBody.of(request));
        long chat = fields.id("chat_id");
        fields.check();
        answer(request, followers.follow(chat, false));
    }

    /** {@code PATCH /users/:chat_id}: behind {@link JsonBody}. */
    public void change(RoutingContext request) {
        long chat = Query.path(request, "chat_id");
        Fields fields = new Fields(JsonBody.of(request));
        boolean following = fields.yes("following");
        fields.check();
        answer(
                request,
                following
                        ? followers.one(chat).compose(known -> followers.follow(chat, false))
                        : followers.leave(chat));
    }

    /** {@code GET /users/:chat_id}. */
    public void one(RoutingContext request) {
        answer(request, followers.one(Query.path(request, "chat_id")));
    }

    /** {@code GET /users}. */
    public void list(RoutingContext request) {
        Query query = new Query(request);
        long after = query.after(Long.MIN_VALUE);
        int limit = query.limit();
        query.check();
        followers
                .after(after, limit)
                .onSuccess(found -> Answers.json(
                        request,
                        new JsonObject()
                                .put(
                                        "users",
                                        new JsonArray(found.stream()
                                                .map(UserRoutes::shown)
                                                .toList()))))
                .onFailure(Answers.failed(request));
    }

    private static void answer(RoutingContext request, Future<Follower> follower) {
        follower.onSuccess(found -> Answers.json(request, shown(found))).onFailure(Answers.failed(request));
    }

    private static JsonObject shown(Follower follower) {
        return new JsonObject()
                .put("chat_id", follower.chat())
                .put("following", follower.following())
                .put("since", follower.since().toString());
    }
}
