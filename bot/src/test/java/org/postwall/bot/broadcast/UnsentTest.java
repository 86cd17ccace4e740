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
        NewMessage photo = MESSAGE.with(new Medium("photo", "AgAC", new JsonObject().put("spoiler", true)));
        JsonObject state = Unsent.with(Unsent.with(new JsonObject(), "5", MESSAGE), "6", photo);
        String kept = state.encode();
        assertThat(Unsent.read(new JsonObject(kept), "5")).contains(MESSAGE);
        assertThat(Unsent.read(new JsonObject(kept), "6")).contains(photo);
        assertThat(Unsent.read(Unsent.without(new JsonObject(kept), "5"), "5")).isEmpty();
        assertThat(Unsent.read(Unsent.without(new JsonObject(kept), "5"), "6")).contains(photo);
    }

    @Test
    void another_message_or_none_is_nothing() {
        assertThat(Unsent.read(Unsent.with(new JsonObject(), "5", MESSAGE), "6"))
                .isEmpty();
        assertThat(Unsent.read(new JsonObject(), "5")).isEmpty();
        assertThat(Unsent.read(new JsonObject().put("tried", 5).put("entry", "in"), "5"))
                .isEmpty();
    }

    @Test
    void what_else_is_kept_of_the_chat_stays_and_the_oldest_go_where_they_are_too_many() {
        JsonObject state = new JsonObject().put("tried", "tg-1-2");
        for (int i = 1; i <= 31; i++) {
            Unsent.with(state, "" + i, MESSAGE);
        }
        assertThat(Unsent.read(state, "1")).isEmpty();
        assertThat(Unsent.read(state, "2")).isPresent();
        assertThat(Unsent.read(state, "31")).isPresent();
        assertThat(state.getString("tried")).isEqualTo("tg-1-2");
    }

    @Test
    void what_an_older_version_kept_is_nothing() {
        assertThat(Unsent.read(new JsonObject().put("unsent", "5").put("key", "k"), "5"))
                .isEmpty();
    }
}
