package org.postwall.server.broadcast;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.postwall.server.http.JsonBody;

/**
 * The HTTP edge for the bots: {@code /api/v1/broadcast/masters} and {@code /followers}.
 *
 * <p>Masters are named by a pseudonym that only the bot can make, so nobody can ask whether somebody is one. Chats stand in
 * bodies only: paths are logged. All routes are behind {@link JsonBody}.
 */
public final class PeopleRoutes {
    private final Masters masters;
    private final Followers followers;
    private final Door door;

    PeopleRoutes(Masters masters, Followers followers, Door door) {
        this.masters = masters;
        this.followers = followers;
        this.door = door;
    }

    /** {@code POST /masters/register}. */
    public void register(RoutingContext request) {
        Fields fields = new Fields(JsonBody.of(request));
        String person = fields.person("person");
        String token = fields.required("token", fields.text("token"));
        fields.check();
        masters.register(person, token).onSuccess(done -> Answers.done(request)).onFailure(Answers.failed(request));
    }

    /** {@code POST /masters/check}. */
    public void check(RoutingContext request) {
        Fields fields = new Fields(JsonBody.of(request));
        String person = fields.person("person");
        fields.check();
        masters.has(person)
                .onSuccess(master -> Answers.json(request, new JsonObject().put("master", master)))
                .onFailure(Answers.failed(request));
    }

    /** {@code POST /followers/follow}. */
    public void follow(RoutingContext request) {
        Fields fields = new Fields(JsonBody.of(request));
        long chat = fields.id("chat_id");
        Optional<String> person = fields.text("person").map(given -> fields.person("person"));
        Optional<String> token = fields.text("token");
        fields.check();
        door.follow(chat, person, token)
                .compose(followers::missed)
                .onSuccess(missed -> Answers.json(
                        request, new JsonObject().put("following", true).put("missed", missed)))
                .onFailure(Answers.failed(request));
    }

    /** {@code POST /followers/unfollow}. */
    public void unfollow(RoutingContext request) {
        followers
                .unfollow(id(request, "chat_id"))
                .onSuccess(done -> Answers.json(request, new JsonObject().put("following", false)))
                .onFailure(Answers.failed(request));
    }

    /** {@code POST /followers/here}. */
    public void here(RoutingContext request) {
        followers
                .here(id(request, "chat_id"))
                .onSuccess(found -> Answers.json(
                        request,
                        new JsonObject().put("following", found.following()).put("missed", found.missed())))
                .onFailure(Answers.failed(request));
    }

    /** {@code POST /followers/gone}. */
    public void gone(RoutingContext request) {
        followers
                .lost(id(request, "chat_id"))
                .onSuccess(done -> Answers.done(request))
                .onFailure(Answers.failed(request));
    }

    /** {@code POST /followers/catch-up}. */
    public void catchUp(RoutingContext request) {
        Fields fields = new Fields(JsonBody.of(request));
        long chat = fields.id("chat_id");
        String word = fields.required("choice", fields.text("choice"));
        Optional<Followers.Choice> choice = Arrays.stream(Followers.Choice.values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
        if (choice.isEmpty() && !word.isEmpty()) {
            fields.wrong("choice", "must be all, last or none", choice);
        }
        fields.check();
        followers
                .catchUp(chat, choice.orElseThrow())
                .onSuccess(done -> Answers.done(request))
                .onFailure(Answers.failed(request));
    }

    private static long id(RoutingContext request, String field) {
        Fields fields = new Fields(JsonBody.of(request));
        long id = fields.id(field);
        fields.check();
        return id;
    }
}
