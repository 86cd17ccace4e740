package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.User;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UnsentTest {
    private static final NewMessage MESSAGE = new NewMessage(
            "key",
            "Hi Eve",
            List.of(
                    MessageEntity.builder()
                            .type("text_link")
                            .offset(0)
                            .length(2)
                            .url("https://e.org/")
                            .build(),
                    MessageEntity.builder()
                            .type("text_mention")
                            .offset(3)
                            .length(3)
                            .user(User.builder()
                                    .id(9L)
                                    .firstName("Eve")
                                    .isBot(false)
                                    .build())
                            .build()));

    @Test
    void a_message_comes_back_whole_from_the_text_it_is_kept_as() {
        String kept = Unsent.write(5, MESSAGE).encode();
        assertThat(Unsent.read(new JsonObject(kept), "5")).contains(MESSAGE);
    }

    @Test
    void another_message_or_none_is_nothing() {
        assertThat(Unsent.read(Unsent.write(5, MESSAGE), "6")).isEmpty();
        assertThat(Unsent.read(new JsonObject(), "5")).isEmpty();
        assertThat(Unsent.read(new JsonObject().put("tried", 5).put("entry", "in"), "5"))
                .isEmpty();
    }
}
