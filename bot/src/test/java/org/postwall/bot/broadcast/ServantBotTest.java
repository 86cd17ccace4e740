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
    private final HandClock clock = new HandClock();
    private Stage stage;
    private Chat ann;
    private Chat boris;

    @BeforeEach
    void open() {
        stage = new Stage();
        plays();
        ann = stage.telegram().person("Ann", "en");
        boris = stage.telegram().person("Борис", "ru");
    }

    private void plays() {
        stage.plays(new Discreet(new ServantBot(
                PSEUDONYMS, server, new Handover(stage.token(), server, clock), new MemoryStates(clock))));
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
        assertThat(server.wishes()).containsExactly("here", "follow", "unfollow");
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
        assertThat(server.wishes()).containsExactly("here", "follow", "here", wish);
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
        await().untilAsserted(() -> assertThat(server.wishes()).containsExactly("here", "here"));
    }

    @Test
    void who_follows_already_is_told_so_and_not_that_something_was_missed() {
        server.follows();
        server.missed(7); // on its way
        ann.says("/follow");
        hears(ann, "You follow already.");
        assertThat(ann.said()).hasSize(1);
        boris.says("/start");
        hears(boris, "Здравствуйте");
        boris.taps("Подписаться");
        hears(boris, "Вы уже подписаны");
    }

    @Test
    void a_question_that_is_still_open_is_asked_again() {
        server.follows();
        server.missed(51);
        ann.says("/follow");
        hears(ann, "You follow now. Messages sent while you were away: 51. Which");
    }

    @Test
    void whoever_writes_or_taps_after_an_absence_hears_what_comes() {
        server.restores(3);
        ann.says("/start");
        hears(ann, "You follow now. Messages sent while you were away: 3. They will come");
        assertThat(ann.said()).hasSize(2);
        server.restores(51);
        ann.says("hello");
        hears(ann, "You follow now. Messages sent while you were away: 51. Which");
        assertThat(ann.last().buttons()).containsExactly("All", "The last 20", "None");
        ann.taps("None");
        await().untilAsserted(() -> assertThat(server.wishes()).containsExactly("here", "here", "here", "none"));
    }

    @Test
    void what_was_missed_is_told_also_where_telegram_does_not_answer_at_first() {
        ann.says("/start");
        hears(ann, "Hello");
        ann.blocks(true);
        await().untilAsserted(() -> assertThat(server.wishes()).endsWith("gone"));
        server.restores(51);
        stage.telegram().fault("sendMessage", 1, new JsonObject().put("drop", "before"));
        ann.blocks(false);
        hears(ann, "You follow now. Messages sent while you were away: 51. Which");
        assertThat(server.wishes()).containsExactly("here", "gone", "here");
    }

    @Test
    void an_absence_begins_and_ends_with_the_persons_block() {
        ann.says("/start");
        hears(ann, "Hello");
        ann.blocks(true);
        await().untilAsserted(() -> assertThat(server.wishes()).endsWith("gone"));
        server.restores(51);
        ann.blocks(false);
        hears(ann, "You follow now. Messages sent while you were away: 51. Which");
        assertThat(server.wishes()).containsExactly("here", "gone", "here");
    }

    @Test
    void a_server_that_is_away_hears_of_a_block_later_and_of_a_message_at_the_next_one() {
        server.isInTrouble(new BroadcastAway("status 503"));
        ann.says("/start");
        hears(ann, "Hello");
        ann.blocks(true);
        boris.says("/help");
        hears(boris, "Здравствуйте");
        server.isInTrouble(null);
        await().untilAsserted(() -> assertThat(server.wishes()).containsExactly("gone"));
    }

    @Test
    void the_server_is_offered_the_bots_token_until_it_has_it() {
        assertThat(server.servants()).containsExactly(stage.token());
        stage.stops();
        server.refusesTokens(2);
        plays();
        await().untilAsserted(() -> assertThat(clock.alarms()).isOne());
        clock.pass(Duration.ofSeconds(1));
        await().untilAsserted(() -> assertThat(clock.alarms()).isOne());
        clock.pass(Duration.ofSeconds(2));
        await().untilAsserted(() -> assertThat(server.servants()).hasSize(4));
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void a_bot_that_stopped_offers_its_token_no_more() {
        stage.stops();
        server.refusesTokens(1);
        plays();
        assertThat(clock.alarms()).isOne();
        stage.stops();
        clock.pass(Duration.ofMinutes(5));
        assertThat(server.servants()).hasSize(2);
        plays();
    }

    @Test
    void in_a_group_it_is_silent() {
        stage.saysInGroup(ann, "/follow right");
        ann.says("/start");
        hears(ann, "Hello");
        assertThat(server.wishes()).doesNotContain("follow");
        assertThat(stage.telegram().calls("sendMessage")).hasSize(1);
    }

    private static void hears(Chat chat, String words) {
        await().untilAsserted(() -> assertThat(chat.last().text()).startsWith(words));
    }
}
