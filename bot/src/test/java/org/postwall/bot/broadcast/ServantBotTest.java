package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.bot.Chat;
import org.postwall.bot.Chat.Shown;
import org.postwall.bot.state.MemoryStates;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServantBotTest {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("secret");

    private final FakeServer server = new FakeServer();
    private Stage stage;
    private Chat ann;
    private Chat boris;

    @BeforeEach
    void open() {
        stage = new Stage();
        stage.plays(new ServantBot(PSEUDONYMS, server, new MemoryStates(new HandClock())));
        ann = stage.telegram().person("Ann", "en");
        boris = stage.telegram().person("Борис", "ru");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void start_shows_the_options_in_the_persons_language() {
        ann.says("/start");
        boris.says("/start");
        hears(ann, "Hello! Follow");
        hears(boris, "Здравствуйте! Подпишитесь");
        assertThat(ann.last().buttons()).containsExactly("Follow", "Leave");
        assertThat(boris.last().buttons()).containsExactly("Подписаться", "Отписаться");
    }

    @Test
    void with_the_token_one_follows_and_leaves() {
        ann.says("/follow right");
        hears(ann, "You follow now. New");
        ann.says("/unfollow");
        hears(ann, "You don't follow");
        assertThat(server.wishes()).containsExactly("follow", "unfollow");
        assertThat(server.persons()).containsExactly(PSEUDONYMS.of(ann.id()));
    }

    @Test
    void without_a_token_the_first_time_one_is_told_what_is_needed() {
        ann.says("/follow");
        hears(ann, "The first time a token is needed");
        ann.says("/start");
        hears(ann, "Hello");
        ann.taps("Follow");
        hears(ann, "The first time a token is needed");
    }

    @Test
    void a_wrong_token_is_told_and_a_redelivered_one_counts_once() {
        stage.telegram().fault("sendMessage", 1, new JsonObject().put("drop", "before"));
        boris.says("/follow wrong");
        hears(boris, "Этот токен неверен");
        assertThat(server.tokens()).containsExactly("wrong");
        boris.says("/follow wrong");
        await().untilAsserted(() -> assertThat(server.tokens()).containsExactly("wrong", "wrong"));
    }

    @Test
    void who_is_locked_is_told_for_how_long() {
        server.locks(Duration.ofSeconds(541));
        ann.says("/follow right");
        hears(ann, "There were too many wrong tokens. Try again in 10 min.");
    }

    @Test
    void up_to_50_missed_messages_come_unasked() {
        server.missed(50);
        ann.says("/follow right");
        hears(ann, "You follow now. Messages sent while you were away: 50. They will");
        assertThat(ann.last().buttons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Все, all, Всё пропущенное",
        "Последние 20, last, Последние 20",
        "Никаких, none, Сюда придут только новые"
    })
    void above_50_one_is_asked_and_the_question_becomes_the_answer(String label, String wish, String words) {
        server.missed(51);
        boris.says("/follow right");
        hears(boris, "Вы подписаны. Пока вас не было, отправлено сообщений: 51. Какие");
        assertThat(boris.last().buttons()).containsExactly("Все", "Последние 20", "Никаких");
        int question = boris.last().id();
        boris.taps(label);
        hears(boris, words);
        assertThat(boris.last().id()).isEqualTo(question);
        assertThat(boris.last().buttons()).isEmpty();
        assertThat(server.wishes()).containsExactly("follow", wish);
    }

    @Test
    void a_server_that_is_away_is_told_and_the_question_stays() {
        server.missed(51);
        ann.says("/follow right");
        hears(ann, "You follow now.");
        Shown question = ann.last();
        server.isInTrouble(new BroadcastAway("status 503"));
        ann.taps("All");
        hears(ann, "The server does not answer");
        server.isInTrouble(null);
        ann.taps(question, "All");
        await().untilAsserted(() ->
                assertThat(ann.said()).anyMatch(said -> said.text().startsWith("All that you missed")));
    }

    @Test
    void what_the_server_refuses_is_told_with_the_reason() {
        server.isInTrouble(new BroadcastRefused("not so long"));
        ann.says("/follow right");
        hears(ann, "The server does not take this: not so long");
    }

    @Test
    void anything_else_is_met_with_the_options() {
        ann.says("hello");
        hears(ann, "I understand only the buttons");
        ann.sends("sticker", "AAAA");
        await().untilAsserted(() -> assertThat(ann.said()).hasSize(2));
        assertThat(ann.last().buttons()).containsExactly("Follow", "Leave");
        assertThat(server.wishes()).isEmpty();
    }

    @Test
    void in_a_group_it_is_silent() {
        stage.saysInGroup(ann, "/follow right");
        ann.says("/start");
        hears(ann, "Hello");
        assertThat(server.wishes()).isEmpty();
        assertThat(stage.telegram().calls("sendMessage")).hasSize(1);
    }

    private static void hears(Chat chat, String words) {
        await().untilAsserted(() -> assertThat(chat.last().text()).startsWith(words));
    }
}
