package org.postwall.telegram.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.telegram.Await;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.process.FreePort;
import org.postwall.telegram.redis.RedisLink;
import org.postwall.telegram.redis.RedisSettings;
import org.postwall.telegram.time.AlarmClock;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Gates of several processes, each with its own connection to a real Redis, speaking for one bot. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisBudgetIT {
    private static final String PASSWORD = "secret";
    /** A quarter of a second, and as long again as a busy machine may hold up somebody; a lot less than the silence. */
    private static final Duration SOON = Duration.ofMillis(1500);
    /** So many more may come within a second when a busy machine held them up on their way. */
    private static final int BUNCHED = 15;

    private static final AtomicLong BOTS = new AtomicLong(4242);
    /** The port stays when Redis starts again. */
    private static final int PORT = FreePort.find();

    private static final GenericContainer<?> REDIS = new GenericContainer<>(DockerImageName.parse(
                    Optional.ofNullable(System.getenv("REDIS_IMAGE")).orElse("redis:8.0")))
            .withExposedPorts(6379)
            .withCommand(("redis-server --save  --user default off --user admin on >admin ~* &* +@all"
                            + " --user postwall on >secret ~* &* +@all -@dangerous"
                            + " --user shipped on >secret resetkeys resetchannels ~{wall:* ~postwall:* &postwall:* -@all"
                            + " +ping +get +mget +set +del +eval +evalsha +time +publish +subscribe +unsubscribe"
                            + " --user narrow on >secret -@all +ping")
                    .split(" ", -1));

    private final Vertx vertx = Vertx.vertx();
    private final AlarmClock clock = AlarmClock.of(vertx);
    private final Traffic traffic = new Traffic(vertx);
    private final BotToken bot = new BotToken(BOTS.incrementAndGet() + ":AAE-of-a-bot-that-nobody-has");
    private final List<RedisLink> links = new ArrayList<>();
    private long chats = 1000;

    private record Speaker(String name, Budget budget, FloodGate gate) {}

    @BeforeAll
    static void open() {
        boolean required = "true".equals(System.getenv("CI"));
        assumeTrue(required || DockerClientFactory.instance().isDockerAvailable(), "no Docker here, so no real Redis");
        REDIS.setPortBindings(List.of(PORT + ":6379"));
        REDIS.start();
    }

    @AfterAll
    static void closeAll() {
        REDIS.stop();
    }

    @AfterEach
    void close() {
        links.forEach(link -> Await.result(link.close()));
        Await.result(vertx.close());
    }

    @Test
    void two_processes_together_never_send_more_than_thirty_in_any_second() {
        Speaker one = process("one", FloodLimits.TELEGRAM);
        Speaker two = process("two", FloodLimits.TELEGRAM);
        for (int i = 0; i < 60; i++) {
            send(one, Lane.INTERACTIVE);
            send(two, Lane.NOTICE);
            send(one, Lane.BULK);
            send(two, Lane.BULK);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> traffic.size() == 240);
        assertThat(traffic.mostInASecond()).isLessThanOrEqualTo(30 + BUNCHED);
        Duration took =
                traffic.heard().get(239).at().minus(traffic.heard().get(0).at());
        assertThat(took).isGreaterThan(Duration.ofMillis(6500));
    }

    @Test
    void a_tap_overtakes_what_another_process_mails_at_the_full_rate() {
        Speaker bulk = process("server", FloodLimits.TELEGRAM);
        Speaker taps = process("bot", FloodLimits.TELEGRAM);
        for (int i = 0; i < 1000; i++) {
            send(bulk, Lane.BULK);
        }
        awaitShared(bulk);
        for (int i = 0; i < 15; i++) {
            int mailed = traffic.heard("server").size();
            tap(taps);
            Await.result(send(taps, Lane.INTERACTIVE));
            assertThat(traffic.heard("server").size() - mailed)
                    .as("copies that left before the answer to tap %d", i)
                    .isLessThanOrEqualTo(30 + BUNCHED);
            Await.result(vertx.timer(200)); // a person's pace
        }
        assertThat(bulk.gate().waiting()).as("the mailing outlasts the taps").isPositive();
        assertThat(traffic.mostInASecond()).isLessThanOrEqualTo(30 + BUNCHED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void a_429_of_one_process_silences_the_other_soon(int perSecond) {
        FloodLimits limits = FloodLimits.TELEGRAM.withBotPerSecond(perSecond);
        Speaker one = process("one", limits);
        Speaker two = process("two", limits);
        Await.result(send(two, Lane.INTERACTIVE));
        traffic.floods("one", 3);
        Future<Message> flooded = send(one, Lane.INTERACTIVE);
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> !one.gate().silence().isZero());
        List<Future<Message>> sends = new ArrayList<>();
        while (!flooded.isComplete()) {
            sends.add(send(two, Lane.BULK));
            tap(two);
            Await.result(vertx.timer(20));
        }
        List<Duration> times = traffic.heard("two").stream()
                .map(heard -> heard.at().minus(traffic.flooded()))
                .toList();
        assertThat(times)
                .filteredOn(time -> time.compareTo(SOON) > 0)
                .allSatisfy(time -> assertThat(time).isGreaterThan(Duration.ofSeconds(3)));
        assertThat(traffic.heard("one")).hasSize(2);
        await().atMost(Duration.ofSeconds(10)).until(() -> sends.stream().allMatch(Future::succeeded));
    }

    @Test
    void a_silence_outlives_the_process_that_heard_it() {
        Speaker one = process("one", FloodLimits.TELEGRAM);
        one.budget().silence(Duration.ofSeconds(60));
        Speaker late = process("late", FloodLimits.TELEGRAM);
        await().untilAsserted(() -> {
            tap(late);
            assertThat(late.gate().silence()).isGreaterThan(Duration.ofSeconds(55));
        });
        assertThat(traffic.heard("late").size()).isLessThanOrEqualTo(1);
    }

    @Test
    void a_chat_has_one_limit_for_all_processes() {
        Speaker one = process("one", FloodLimits.TELEGRAM);
        Speaker two = process("two", FloodLimits.TELEGRAM);
        Await.result(send(one, Lane.INTERACTIVE, 7));
        Await.result(send(two, Lane.INTERACTIVE, 7));
        Await.result(send(one, Lane.INTERACTIVE, 7));
        Await.result(send(two, Lane.INTERACTIVE, 7));
        assertThat(traffic.heard().get(3).at().minus(traffic.heard().get(0).at()))
                .isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void a_group_has_one_limit_for_all_processes() {
        FloodLimits limits = new FloodLimits(30, 0, 3, 6, 100);
        Speaker one = process("one", limits);
        Speaker two = process("two", limits);
        for (int i = 0; i < 3; i++) {
            Await.result(send(one, Lane.INTERACTIVE, -100));
            Await.result(send(two, Lane.INTERACTIVE, -100));
        }
        Future<Message> seventh = send(two, Lane.INTERACTIVE, -100);
        Await.result(send(two, Lane.INTERACTIVE, -101));
        Await.result(vertx.timer(300));
        assertThat(seventh.isComplete()).isFalse();
        assertThat(traffic.size()).isEqualTo(7);
    }

    @Test
    void a_killed_redis_delays_nobody_and_the_limits_are_shared_again_when_it_is_back() {
        Speaker bulk = process("server", FloodLimits.TELEGRAM);
        Speaker taps = process("bot", FloodLimits.TELEGRAM);
        for (int i = 0; i < 1000; i++) {
            send(bulk, Lane.BULK);
        }
        awaitShared(bulk);
        var docker = REDIS.getDockerClient();
        docker.killContainerCmd(REDIS.getContainerId()).exec();
        try {
            await().until(() -> !bulk.budget().isShared());
            for (int i = 0; i < 5; i++) {
                int mailed = traffic.heard("server").size();
                Await.result(send(taps, Lane.INTERACTIVE));
                assertThat(traffic.heard("server").size() - mailed).isLessThanOrEqualTo(BUNCHED);
            }
            assertThat(taps.budget().isShared()).isFalse();
        } finally {
            docker.startContainerCmd(REDIS.getContainerId()).exec();
        }
        awaitShared(bulk);
        awaitShared(taps);
    }

    @Test
    void a_frozen_redis_delays_an_answer_once_and_then_none() {
        Speaker taps = process("bot", FloodLimits.TELEGRAM);
        Await.result(send(taps, Lane.INTERACTIVE));
        var docker = REDIS.getDockerClient();
        docker.pauseContainerCmd(REDIS.getContainerId()).exec();
        try {
            Await.result(send(taps, Lane.INTERACTIVE));
            assertThat(taps.budget().isShared()).isFalse();
            Duration begin = Traffic.now();
            for (int i = 0; i < 10; i++) {
                Await.result(send(taps, Lane.INTERACTIVE));
            }
            assertThat(Traffic.now().minus(begin)).isLessThan(RedisBudget.PATIENCE.multipliedBy(10));
        } finally {
            docker.unpauseContainerCmd(REDIS.getContainerId()).exec();
        }
        awaitShared(taps);
    }

    @Test
    void lifted_limits_cost_next_to_nothing() throws Exception {
        Speaker one = process("one", FloodLimits.TELEGRAM.withBotPerSecond(0));
        Await.result(send(one, Lane.BULK));
        long before = scripts();
        Duration begin = Traffic.now();
        for (int i = 0; i < 5000; i++) {
            send(one, Lane.BULK);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> one.gate().waiting() == 0);
        Duration took = Traffic.now().minus(begin);
        assertThat(scripts() - before).isLessThanOrEqualTo(took.toMillis() / 100 + 2);
    }

    @Test
    void all_keys_expire_and_share_a_slot_and_name_no_chat_and_the_shipped_account_may_do_it_all() throws Exception {
        admin("ACL", "LOG", "RESET");
        Speaker one = process("one", "shipped", FloodLimits.TELEGRAM);
        Await.result(send(one, Lane.INTERACTIVE, 700_000_007));
        Await.result(send(one, Lane.INTERACTIVE, -100_200_300));
        String tag = "postwall:{flood:" + bot.id() + "}:";
        List<String> keys =
                admin("KEYS", "*flood:" + bot.id() + "*").lines().sorted().toList();
        assertThat(keys)
                .hasSizeBetween(1, 3) // a chat's lasts a second, the bot's two, a group's a minute
                .allSatisfy(key -> assertThat(key).matches("\\Q" + tag + "\\E(bot|chat:[0-9a-f]{32})"));
        for (String key : keys) {
            assertThat(Long.parseLong(admin("PTTL", key)))
                    .isBetween(-2L, 61_000L)
                    .isNotEqualTo(-1L);
        }
        assertThat(admin("ACL", "LOG")).isEmpty();
    }

    @Test
    void a_redis_that_refuses_the_script_is_no_reason_to_wait() {
        Speaker narrow = process("narrow", "narrow", FloodLimits.TELEGRAM);
        Await.result(send(narrow, Lane.INTERACTIVE));
        assertThat(narrow.budget().isShared()).isFalse();
    }

    private Speaker process(String name, FloodLimits limits) {
        return process(name, "postwall", limits);
    }

    private Speaker process(String name, String user, FloodLimits limits) {
        RedisLink link = link(user);
        Budget budget = new RedisBudget(link, bot, limits, clock);
        return new Speaker(name, budget, new FloodGate(name, traffic.of(name), limits, budget, clock));
    }

    private RedisLink link(String user) {
        RedisSettings settings = new RedisSettings(REDIS.getHost(), PORT, Optional.of(user), Optional.of(PASSWORD));
        RedisLink link = Await.result(RedisLink.open(vertx, settings, Clock.systemUTC()));
        links.add(link);
        await().until(() -> link.session().isPresent());
        return link;
    }

    private void awaitShared(Speaker process) {
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            tap(process);
            return process.budget().isShared();
        });
    }

    private Future<Message> send(Speaker process, Lane lane) {
        return send(process, lane, chats++);
    }

    private static Future<Message> send(Speaker process, Lane lane, long chat) {
        return process.gate()
                .lane(lane)
                .call(SendMessage.builder().chatId(chat).text("x").build());
    }

    /** Counts for nothing, and isn't noted among the sends. */
    private static void tap(Speaker process) {
        process.gate()
                .lane(Lane.INTERACTIVE)
                .call(AnswerCallbackQuery.builder().callbackQueryId("1").build());
    }

    private static long scripts() throws IOException, InterruptedException {
        return admin("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_eval"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*calls=(\\d+),.*", "$1")))
                .sum();
    }

    private static String admin(String... command) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("redis-cli", "--no-auth-warning", "--user", "admin", "--pass", "admin"));
        words.addAll(List.of(command));
        ExecResult result = REDIS.execInContainer(words.toArray(String[]::new));
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
        return result.getStdout().strip();
    }
}
