package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.Optional;
import org.postwall.server.http.ApiException;

/** Who may send to the followers. Nobody but the masters themselves knows: there are only pseudonyms, and no log. */
final class Masters {
    private final Optional<RegistrationToken> token;
    private final MasterStore store;
    private final Locks locks;
    private final Pseudonyms pseudonyms;

    Masters(Optional<RegistrationToken> token, MasterStore store, Locks locks, Pseudonyms pseudonyms) {
        this.token = token;
        this.store = store;
        this.locks = locks;
        this.pseudonyms = pseudonyms;
    }

    /** Makes the person a master who shows the right token. */
    Future<Void> register(String person, String shown) {
        if (token.isEmpty()) {
            return Future.failedFuture(
                    ApiException.forbidden("This server has no MASTER_TOKEN, so nobody can become a master."));
        }
        Locks.Shown verdict = token.get().matches(shown) ? Locks.Shown.RIGHT : Locks.Shown.WRONG;
        return name(person)
                .compose(master -> store.has(master)
                        .compose(known -> pseudonyms
                                .of(Locks.KIND, person)
                                .compose(guesser -> locks.admit(guesser, known, verdict)))
                        .compose(admitted -> store.add(master)));
    }

    Future<Boolean> has(String person) {
        return name(person).compose(store::has);
    }

    /** Another name than the one under which wrong tokens are counted, so that neither leads to the other. */
    private Future<String> name(String person) {
        return pseudonyms.of("master", person);
    }
}
