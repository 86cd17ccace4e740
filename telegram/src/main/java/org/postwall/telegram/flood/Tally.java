package org.postwall.telegram.flood;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** What one bot sent lately, counted at a place that all its processes know. */
interface Tally {
    /**
     * Asks all questions at once, the first one first; fails where nobody counts.
     *
     * @param silence how long the bot must be silent, as far as this process knows
     */
    Future<Answers> ask(Duration silence, List<Question> questions);

    /**
     * The answers.
     *
     * @param silence how long the bot must be silent, as far as anybody knows
     * @param permissions one for each question; none if the bot must be silent
     */
    record Answers(Duration silence, List<Permission> permissions) {
        Permission get(int question) {
            return silence.isZero() ? permissions.get(question) : Permission.silence(silence);
        }
    }
}
