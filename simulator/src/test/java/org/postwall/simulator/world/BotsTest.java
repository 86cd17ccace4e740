package org.postwall.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BotsTest {
    private static final Optional<String> TOKEN = Optional.of("4711:" + "t".repeat(35));

    @Test
    void a_bot_that_was_forgotten_and_made_again_counts_messages_from_elsewhere(Vertx vertx) {
        Bots bots = new Bots(vertx, Clock.systemUTC());
        int before = bots.add("wall_bot", "Wall", TOKEN).nextMessageId();
        bots.forget();
        int after = bots.add("wall_bot", "Wall", TOKEN).nextMessageId();
        assertThat(after).isPositive().isNotEqualTo(before);
    }

    @Test
    void the_next_message_of_a_bot_has_the_next_number(Vertx vertx) {
        Bot bot = new Bots(vertx, Clock.systemUTC()).add("wall_bot", "Wall", TOKEN);
        assertThat(bot.nextMessageId() + 1).isEqualTo(bot.nextMessageId());
    }

    @Test
    void a_name_that_another_bot_bears_is_refused(Vertx vertx) {
        Bots bots = new Bots(vertx, Clock.systemUTC());
        bots.add("wall_bot", "Wall", TOKEN);
        assertThatThrownBy(() -> bots.add("Wall_Bot", "Other", Optional.empty()))
                .isInstanceOf(Impossible.class)
                .hasMessageContaining("taken");
    }
}
