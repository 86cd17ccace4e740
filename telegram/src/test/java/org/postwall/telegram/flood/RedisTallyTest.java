package org.postwall.telegram.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.telegram.Await;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.process.FreePort;
import org.postwall.telegram.redis.RedisLink;
import org.postwall.telegram.redis.RedisScript;
import org.postwall.telegram.redis.RedisSettings;
import redis.embedded.RedisServer;

/** What the script grants in a real redis-server, at moments that the test names: the exact times, of two processes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisTallyTest {
    private static final BotToken BOT = new BotToken("4242:AAE-of-a-bot-that-nobody-has");
    /** A second and its slack. */
    private static final int STRETCH = 1010;

    private static final int GRACE = 50;

    private final Vertx vertx = Vertx.vertx();
    private final int port = FreePort.find();
    private final List<RedisLink> processes = new ArrayList<>();
    private FloodLimits limits = FloodLimits.TELEGRAM;
    private long now = 1_800_000_000_000L;

    @TempDir
    private Path folder;

    private RedisServer redis;

    @BeforeEach
    void open() throws IOException {
        redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("dir " + folder)
                .build();
        redis.start();
        for (int process = 0; process < 2; process++) {
            RedisSettings settings = new RedisSettings("127.0.0.1", port, Optional.empty(), Optional.empty());
            RedisLink link = Await.result(RedisLink.open(vertx, settings, Clock.systemUTC()));
            await().until(() -> link.session().isPresent());
            processes.add(link);
        }
    }

    @AfterEach
    void close() throws IOException {
        processes.forEach(link -> Await.result(link.close()));
        redis.stop();
        Await.result(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void no_second_holds_more_than_thirty_and_none_is_wasted(long seed) {
        Random random = new Random(seed);
        List<Lane> lanes = List.of(Lane.values());
        List<Long> sent = new ArrayList<>();
        for (int moment = 0; moment < 400; moment++) {
            List<Question> questions = Stream.generate(() -> bot(lanes.get(random.nextInt(3))))
                    .limit(1 + random.nextInt(4))
                    .toList();
            ask(random.nextInt(2), questions).stream()
                    .filter(Permission.GRANTED::equals)
                    .forEach(granted -> sent.add(now));
            now += random.nextInt(30);
        }
        assertThat(sent).hasSizeGreaterThan(100);
        for (int i = 30; i < sent.size(); i++) {
            assertThat(sent.get(i) - sent.get(i - 30)).isBetween((long) STRETCH, STRETCH + 300L);
        }
    }

    @Test
    void who_waits_as_told_may_leave() {
        grantedTo(0, Collections.nCopies(30, bot(Lane.BULK)));
        now += 400;
        Permission told = ask(1, bot(Lane.BULK));
        assertThat(told).isEqualTo(lane(STRETCH - 400));
        now += STRETCH - 401;
        assertThat(ask(1, bot(Lane.BULK))).isEqualTo(lane(1));
        now += 1;
        grantedTo(1, Collections.nCopies(30, bot(Lane.BULK)));
    }

    /** Asked at the moment at which the budget is used up, the waits are as long as they can be. */
    @ParameterizedTest
    @ValueSource(ints = {0, 36, 500, 1009})
    void what_is_more_urgent_goes_first_whoever_asked_first(int later) {
        grantedTo(0, Collections.nCopies(30, bot(Lane.BULK)));
        assertThat(ask(1, bot(Lane.BULK))).isEqualTo(lane(STRETCH));
        now += later;
        int left = STRETCH - later;
        assertThat(ask(0, bot(Lane.INTERACTIVE))).isEqualTo(lane(left));
        assertThat(ask(1, bot(Lane.NOTICE))).isEqualTo(lane(left + GRACE));
        assertThat(ask(0, bot(Lane.BULK))).isEqualTo(lane(left + 2 * GRACE));
        now += left;
        assertThat(ask(1, bot(Lane.BULK))).isEqualTo(lane(2 * GRACE));
        assertThat(ask(1, bot(Lane.INTERACTIVE))).isEqualTo(Permission.GRANTED);
        now += 2 * GRACE;
        assertThat(ask(1, bot(Lane.NOTICE))).isEqualTo(Permission.GRANTED);
        assertThat(ask(1, bot(Lane.BULK))).isEqualTo(Permission.GRANTED);
    }

    @Test
    void a_chat_takes_three_at_once_and_then_one_a_second_whoever_sends() {
        assertThat(ask(0, to("7"), to("7"))).containsOnly(Permission.GRANTED);
        assertThat(ask(1, to("7"), to("7"), to("8")))
                .containsExactly(Permission.GRANTED, chat(1010), Permission.GRANTED);
        now += 1010;
        assertThat(ask(0, to("7"))).isEqualTo(Permission.GRANTED);
        assertThat(ask(1, to("7"))).isEqualTo(chat(1010));
    }

    @Test
    void a_group_takes_so_many_a_minute_whoever_sends() {
        limits = new FloodLimits(30, 0, 3, 6, 100);
        for (int i = 0; i < 6; i++) {
            assertThat(ask(i % 2, to("-100"))).isEqualTo(Permission.GRANTED);
            now += 1000;
        }
        assertThat(ask(0, to("-100"), to("@there"), to("7")))
                .containsExactly(chat(54_010), Permission.GRANTED, Permission.GRANTED);
        now += 54_010;
        assertThat(ask(1, to("-100"), to("-100"))).containsExactly(Permission.GRANTED, chat(1000));
    }

    @Test
    void a_silence_that_one_process_knows_holds_all() {
        Tally.Answers told = Await.result(tally(0).ask(Duration.ofSeconds(3), List.of(bot(Lane.INTERACTIVE))));
        assertThat(told.get(0)).isEqualTo(Permission.silence(Duration.ofSeconds(3)));
        now += 2999;
        assertThat(ask(1, bot(Lane.INTERACTIVE))).isEqualTo(Permission.silence(Duration.ofMillis(1)));
        now += 1;
        assertThat(ask(1, bot(Lane.INTERACTIVE))).isEqualTo(Permission.GRANTED);
    }

    @Test
    void a_clock_that_was_put_back_stops_nobody() {
        grantedTo(0, Collections.nCopies(30, bot(Lane.BULK)));
        ask(0, bot(Lane.INTERACTIVE), bot(Lane.NOTICE));
        assertThat(ask(0, to("-100"))).isEqualTo(lane(STRETCH + 2 * GRACE));
        now -= 3_600_000;
        assertThat(ask(0, bot(Lane.INTERACTIVE))).isEqualTo(Permission.GRANTED);
        assertThat(ask(1, bot(Lane.BULK))).isEqualTo(Permission.GRANTED);
        assertThat(ask(1, to("-100"))).isEqualTo(Permission.GRANTED);
    }

    @Test
    void a_high_limit_is_kept_as_well_as_a_low_one() {
        limits = FloodLimits.TELEGRAM.withBotPerSecond(1000);
        for (int i = 0; i < 20; i++) {
            grantedTo(i % 2, Collections.nCopies(50, bot(Lane.INTERACTIVE)));
            now += 10;
        }
        // Counted in steps of a hundredth of the limit, in milliseconds.
        assertThat(ask(0, bot(Lane.INTERACTIVE)).pause()).isBetween(Duration.ofMillis(800), Duration.ofMillis(810));
    }

    @Test
    void lifted_limits_grant_everything() {
        limits = FloodLimits.TELEGRAM.withBotPerSecond(0);
        assertThat(ask(0, Collections.nCopies(500, to("-100")))).containsOnly(Permission.GRANTED);
    }

    private void grantedTo(int process, List<Question> questions) {
        assertThat(ask(process, questions)).containsOnly(Permission.GRANTED);
    }

    private Permission ask(int process, Question question) {
        return ask(process, List.of(question)).get(0);
    }

    private List<Permission> ask(int process, Question... questions) {
        return ask(process, List.of(questions));
    }

    private List<Permission> ask(int process, List<Question> questions) {
        Tally.Answers answers = Await.result(tally(process).ask(Duration.ZERO, questions));
        return Stream.iterate(0, i -> i + 1)
                .limit(questions.size())
                .map(answers::get)
                .toList();
    }

    private Tally tally(int process) {
        String moment = "{" + now / 1000 + ", " + now % 1000 * 1000 + "}";
        String script = RedisTally.text().replace("redis.call('TIME')", moment);
        assertThat(script).contains(moment);
        return new RedisTally(processes.get(process), BOT, limits, new RedisScript(script));
    }

    private Question bot(Lane lane) {
        return Question.of("", Cost.EDIT, lane, limits);
    }

    private Question to(String chat) {
        return Question.of(chat, Cost.MESSAGE, Lane.BULK, limits);
    }

    private static Permission lane(int millis) {
        return Permission.laneWaits(Duration.ofMillis(millis));
    }

    private static Permission chat(int millis) {
        return Permission.chatWaits(Duration.ofMillis(millis));
    }
}
