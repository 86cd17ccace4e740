package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.Optional;
import org.postwall.server.http.ApiException;

/** The way in for followers: a token the first time, none for those who were here before. */
final class Door {
    private final Optional<RegistrationToken> token;
    private final Followers followers;
    private final Locks locks;
    private final Pseudonyms pseudonyms;

    Door(Optional<RegistrationToken> token, Followers followers, Locks locks, Pseudonyms pseudonyms) {
        this.token = token;
        this.followers = followers;
        this.locks = locks;
        this.pseudonyms = pseudonyms;
    }

    Future<Follower> follow(long chat, Optional<String> person, Optional<String> shown) {
        return followers.find(chat).compose(found -> {
            boolean known = found.isPresent();
            if (!known && token.isEmpty()) {
                return refused("This server has no SERVANT_REG_TOKEN, so nobody new can follow.");
            }
            return pseudonyms
                    .of(Locks.KIND, person.orElse(Long.toString(chat)))
                    .compose(guesser -> locks.admit(guesser, known, judge(shown)))
                    .compose(admitted -> known || shown.isPresent()
                            ? followers.follow(chat, true)
                            : refused("Whoever follows for the first time needs a token."));
        });
    }

    private Locks.Shown judge(Optional<String> shown) {
        if (shown.isEmpty() || token.isEmpty()) {
            return Locks.Shown.NOTHING;
        }
        return token.get().matches(shown.get()) ? Locks.Shown.RIGHT : Locks.Shown.WRONG;
    }

    private static Future<Follower> refused(String detail) {
        return Future.failedFuture(ApiException.forbidden(detail));
    }
}
