package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.postwall.standalone.CallLog.Call;

/** The bot's process beside a mailing at Telegram's pace: people are answered at once, and nobody learns who a master is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BotBesideMailingIT {
    private static final int PEOPLE = Mailing.size(450, 3000);
    /** Who still follows when messages are edited and deleted: at 30 a second that takes its time. */
    private static final int FEW = 30;

    private static final int TAPS = 12;
    /** Behind the mailing an answer would come later; how soon it comes on a quiet machine is measured by the bench. */
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    private static final long TAPPER = 6_000_001;
    private static final long MASTER = 7_316_204_985L;
    private static final String FIRST_NAME = "Xanthippe";
    private static final String LAST_NAME = "Quarzowskaja";
    private static final String USER_NAME = "zyxwvut_master_77";
    /** One red dot. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    private static final String KEY = "the key ";
    private static final String EVERYTHING_IN_REDIS = """
            redis-cli --scan | while read -r key; do
              echo "%s$key"
              redis-cli get "$key"; redis-cli hgetall "$key"; redis-cli smembers "$key"
              redis-cli lrange "$key" 0 -1; redis-cli zrange "$key" 0 -1 WITHSCORES; redis-cli xrange "$key" - +
            done 2>&1""".formatted(KEY);
    /** Where the master bot stands with a person, and the messages that it edits: they can't be found again otherwise. */
    private static Mailing mailing;

    @BeforeAll
    static void start() throws Exception {
        mailing = new Mailing(PEOPLE, Map.of("BOT_MESSAGES_PER_SECOND", "30", "LOG_LEVEL", "debug"));
        mailing.bot();
    }

    @AfterAll
    static void stop() {
        if (mailing != null) {
            mailing.close();
        }
    }

    @Test
    @Order(1)
    void a_person_is_answered_within_a_second_while_a_mailing_runs() throws Exception {
        mailing.simulate("limits", Map.of("messages_per_second", 30, "per_chat_per_second", 1));
        CallLog calls = CallLog.from(mailing.telegram);
        answered(TAPPER - 1, calls);
        long id = mailing.send("At Telegram's pace", "at_least_once");
        await().atMost(Duration.ofSeconds(30)).until(() -> calls.sent() >= 40);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < TAPS; i++) {
            long person = TAPPER + i;
            millis.add(answered(person, calls).toMillis());
        }
        assertThat(mailing.message(id).getBoolean("finished"))
                .as("the mailing must outlast the taps")
                .isFalse();
        mailing.awaitFinished(id);

        long refused = calls.all().stream().filter(call -> call.status() == 429).count();
        Collections.sort(millis);
        System.out.printf(
                "answers beside a mailing to %d at 30/s: median %d ms, p99 %d ms, %d answered 429%n",
                PEOPLE, millis.get(TAPS / 2), millis.get(TAPS - 1), refused);
        assertThat(refused).isZero();
        assertThat(millis).allMatch(each -> each <= AT_ONCE.toMillis());
        assertThat(calls.perChat(Call::isSent).keySet()).containsAll(mailing.people());
    }

    @Test
    @Order(2)
    void nothing_that_anybody_can_look_into_says_who_the_master_is() throws Exception {
        Set<Long> stay = Set.copyOf(mailing.people().subList(0, FEW));
        mailing.each(chat -> {
            if (!stay.contains(chat)) {
                mailing.call("PATCH", "users/" + chat, new JsonObject().put("following", false));
            }
        });
        JsonObject who = new JsonObject()
                .put("id", MASTER)
                .put("first_name", FIRST_NAME)
                .put("last_name", LAST_NAME)
                .put("username", USER_NAME)
                .put("language_code", "en");
        Person master = new Person(mailing.telegram, "master_bot", who);
        master.writes("/register the master's");
        master.sees("You are a master now.");
        master.writes("A word to all");
        Person reader =
                Person.to(Mailing.SERVANT, mailing.telegram, mailing.people().get(0), "Reader");
        awaitGot(reader, "A word to all");
        int edited = lastFrom(MASTER);
        mailing.telegram.request(
                "PATCH",
                mailing.telegram.address("Bot API") + "/simulator/messages",
                new JsonObject()
                        .put("bot", "master_bot")
                        .put("from", who)
                        .put("message_id", edited)
                        .put("text", "Another word to all")
                        .encode());
        awaitGot(reader, "Another word to all");
        master.sends("photo", PNG, "Look at this");
        awaitGot(reader, "Look at this");
        int before = reader.got().size();
        master.taps(master.sees("Delete for everyone"), "Delete for everyone");
        await().atMost(Duration.ofMinutes(1)).until(() -> reader.got().size() < before);

        List<String> traces = new ArrayList<>();
        mailing.each(chat -> {
            String seen = mailing.telegram
                    .get(mailing.telegram.address("Bot API") + "/simulator/chats/" + chat + "/messages?bot="
                            + Mailing.SERVANT)
                    .body();
            search("the chat of a follower", seen, traces);
        });
        searchApi(traces);
        for (Jar process : mailing.processes()) {
            search("a process's output", process.output() + process.errors(), traces);
        }
        String mongo = MongoDump.of(mailing.stores.mongoAddress());
        String redis = mailing.stores.inRedis(EVERYTHING_IN_REDIS);
        assertThat(mongo).contains("outbox_leases", "Another word to all");
        assertThat(redis).contains("postwall:bot:");
        search("MongoDB", mongo, traces);
        for (String entry : redis.split(KEY, -1)) {
            search("Redis", entry, traces);
        }
        assertThat(traces).isEmpty();
    }

    /** How long the bot took, by the simulator's clock, which is this machine's. */
    private static Duration answered(long person, CallLog calls) throws Exception {
        Instant asked = Instant.now();
        mailing.write(Mailing.SERVANT, person, "/start");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> calls.perChat(Call::isSent).containsKey(person));
        Call answer = calls.all().stream()
                .filter(call -> call.isSent() && call.chat() == person)
                .findFirst()
                .orElseThrow();
        return Duration.between(asked, answer.at());
    }

    /** At 30 messages a second an edit for everybody has to leave before the next message does. */
    private static void awaitGot(Person person, String text) {
        await().atMost(Duration.ofMinutes(2)).until(() -> person.got().contains(text));
    }

    private static void searchApi(List<String> traces) throws Exception {
        String newest = mailing.call("GET", "messages?limit=1000", new JsonObject());
        search("GET messages", newest, traces);
        for (Object each : new JsonObject(newest).getJsonArray("messages")) {
            String one = "messages/" + ((JsonObject) each).getLong("id");
            for (String path : List.of(one, one + "/deliveries?limit=1000", one + "/progress")) {
                search(path, mailing.call("GET", path, new JsonObject()), traces);
            }
        }
        search("GET users", mailing.call("GET", "users?limit=1000", new JsonObject()), traces);
        search(
                "the outbox",
                mailing.telegram.get(mailing.api() + "api/v1/outbox").body(),
                traces);
    }

    private static void search(String where, String text, List<String> traces) {
        for (String word : List.of("" + MASTER, FIRST_NAME, LAST_NAME, USER_NAME, encoded("" + MASTER))) {
            int at = text.indexOf(word);
            if (at >= 0) {
                synchronized (traces) {
                    traces.add(
                            where + ": ..." + text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 80)));
                }
            }
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int lastFrom(long person) throws Exception {
        String chat = mailing.telegram
                .get(mailing.telegram.address("Bot API") + "/simulator/chats/" + person + "/messages?bot=master_bot")
                .body();
        return new JsonArray(chat)
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(message -> message.getString("text", "").equals("A word to all"))
                        .mapToInt(message -> message.getInteger("message_id"))
                        .max()
                        .orElseThrow();
    }
}
