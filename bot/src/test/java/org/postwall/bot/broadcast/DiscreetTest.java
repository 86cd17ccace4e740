package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Chat;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Conversation;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Profile;
import org.postwall.bot.talk.Say;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DiscreetTest {
    private final AtomicInteger attempts = new AtomicInteger();

    /** Fails at first, as often as a test wants. */
    private final class Moody implements Conversation {
        private final int failures;

        Moody(int failures) {
            this.failures = failures;
        }

        @Override
        public Future<Void> handle(BotContext talk) {
            return attempts.incrementAndGet() <= failures
                    ? Future.failedFuture("not in the mood")
                    : talk.reply(Say.plain("well"));
        }

        @Override
        public Profile profile(Language language) {
            return new Profile(List.of(), "moody");
        }
    }

    @Test
    void what_fails_is_tried_again() {
        try (Stage stage = new Stage()) {
            stage.plays(new Discreet(new Moody(1)));
            Chat ann = stage.telegram().person("Ann", "en");
            ann.says("hello");
            await().untilAsserted(() -> assertThat(ann.last().text()).isEqualTo("well"));
            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    void what_fails_again_and_again_is_given_up_and_the_next_is_answered() {
        try (Stage stage = new Stage()) {
            stage.plays(new Discreet(new Moody(2), 2));
            Chat ann = stage.telegram().person("Ann", "en");
            ann.says("one");
            ann.says("two");
            await().untilAsserted(() -> assertThat(ann.said()).hasSize(1));
            assertThat(attempts).hasValue(3);
        }
    }
}
