package org.postwall.standalone;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.standalone.CallLog.Call;
import org.postwall.standalone.Mailing.Delivery;

/** A mailing that loses its server, Redis or MongoDB in the middle, counted where the copies arrive. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledOwnerIT {
    private static final int PEOPLE = Mailing.size(1800, 10_000);
    private static final int MIDDLE = PEOPLE / 4;
    /** A dead owner is replaced within 10 s; the rest is for slow machines. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(16);

    private static Mailing mailing;

    @BeforeAll
    static void start() throws Exception {
        mailing = new Mailing(PEOPLE, Map.of());
    }

    @AfterAll
    static void stop() {
        if (mailing != null) {
            mailing.close();
        }
    }

    @Test
    void a_killed_owner_misses_nobody_and_who_got_it_twice_is_listed_with_two_attempts() throws Exception {
        CallLog calls = CallLog.from(mailing.telegram);
        long id = killTheOwner(calls, "at_least_once");
        JsonObject message = mailing.awaitFinished(id);

        assertThat(calls.perChat(Call::isSent)).hasSize(PEOPLE);
        assertThat(message.getJsonObject("counts")).isEqualTo(new JsonObject().put("sent", PEOPLE));
        Set<Long> twice = calls.moreThanOnce();
        Set<Long> again = mailing.deliveries(id).stream()
                .filter(delivery -> delivery.attempts() >= 2)
                .map(Delivery::chat)
                .collect(Collectors.toSet());
        System.out.printf(
                "kill -9, at least once: %d people, %d called twice, %d attempts >= 2, longest gap %d ms%n",
                PEOPLE, twice.size(), again.size(), calls.longestGap().toMillis());
        assertThat(twice).hasSizeLessThanOrEqualTo(Mailing.IN_FLIGHT);
        assertThat(again).containsAll(twice);
        assertThat(calls.perChat(Call::maySent).values()).allMatch(times -> times <= 2);
        assertThat(calls.longestGap()).isLessThan(TAKEN_OVER);
    }

    @Test
    void at_most_once_a_killed_owner_sends_nothing_twice_and_tells_of_whom_it_does_not_know() throws Exception {
        CallLog calls = CallLog.from(mailing.telegram);
        long id = killTheOwner(calls, "at_most_once");
        JsonObject message = mailing.awaitFinished(id);

        assertThat(calls.moreThanOnce()).isEmpty();
        Map<Long, Delivery> unknown = mailing.deliveries(id).stream()
                .filter(delivery -> delivery.state().equals("unknown"))
                .collect(toMap(Delivery::chat, delivery -> delivery));
        System.out.printf(
                "kill -9, at most once: %d people, %s, %d sent at Telegram, longest gap %d ms, for example %s%n",
                PEOPLE,
                message.getJsonObject("counts"),
                calls.sent(),
                calls.longestGap().toMillis(),
                unknown.values().stream().findFirst());
        int sent = message.getJsonObject("counts").getInteger("sent");
        assertThat(sent + unknown.size()).isEqualTo(PEOPLE);
        assertThat(unknown).hasSizeBetween(1, Mailing.IN_FLIGHT);
        assertThat(unknown.values()).noneMatch(delivery -> delivery.reason().isBlank());
        Set<Long> got = calls.perChat(Call::isSent).keySet();
        assertThat(mailing.people())
                .filteredOn(chat -> !unknown.containsKey(chat))
                .allMatch(got::contains);
        assertThat(calls.longestGap()).isLessThan(TAKEN_OVER);
    }

    @Test
    void without_Redis_in_the_middle_everybody_gets_it_once() throws Exception {
        CallLog calls = CallLog.from(mailing.telegram);
        long id = mailing.send("Redis goes", "at_least_once");
        calls.awaitSent(MIDDLE);
        mailing.stores.stopRedis();
        int left = calls.sent();
        assertThat(left).isLessThan(PEOPLE);
        calls.awaitSent(Math.min(PEOPLE, left + PEOPLE / 6));
        mailing.stores.startRedis();
        mailing.awaitFinished(id);

        System.out.printf(
                "Redis away: %d people, gone at %d, longest gap %d ms%n",
                PEOPLE, left, calls.longestGap().toMillis());
        assertThat(calls.perChat(Call::isSent)).hasSize(PEOPLE);
        assertThat(calls.moreThanOnce()).isEmpty();
    }

    @Test
    void a_MongoDB_that_answers_nobody_for_a_while_misses_nobody() throws Exception {
        CallLog calls = CallLog.from(mailing.telegram);
        long id = mailing.send("MongoDB freezes", "at_least_once");
        calls.awaitSent(MIDDLE);
        Jar owner = mailing.owner();
        int doubts = doubts(owner);
        mailing.stores.freezeMongo();
        int left = calls.sent();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> doubts(owner) > doubts);
        } finally {
            mailing.stores.thawMongo();
        }
        JsonObject message = await().atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> mailing.message(id), found -> found.getBoolean("finished"));

        Set<Long> twice = calls.moreThanOnce();
        System.out.printf(
                "MongoDB frozen: %d people, at %d, %d twice, longest gap %d ms%n",
                PEOPLE, left, twice.size(), calls.longestGap().toMillis());
        assertThat(message.getJsonObject("counts")).isEqualTo(new JsonObject().put("sent", PEOPLE));
        assertThat(calls.perChat(Call::isSent)).hasSize(PEOPLE);
        assertThat(twice).hasSizeLessThanOrEqualTo(Mailing.IN_FLIGHT);
        assertThat(mailing.deliveries(id))
                .filteredOn(delivery -> twice.contains(delivery.chat()))
                .allMatch(delivery -> delivery.attempts() >= 2);
    }

    /** Telegram takes its time, so that much is on its way when the owner dies. */
    private static long killTheOwner(CallLog calls, String guarantee) throws Exception {
        mailing.simulate(
                "faults", Map.of("bot", Mailing.SERVANT, "method", "sendMessage", "times", PEOPLE, "delay_ms", 100));
        long id = mailing.send("Somebody dies", guarantee);
        calls.awaitSent(MIDDLE);
        Jar owner = mailing.owner();
        owner.kill();
        mailing.clearFaults();
        int sent = calls.sent();
        assertThat(sent).isLessThan(PEOPLE);
        mailing.addServer();
        return id;
    }

    private static int doubts(Jar server) {
        return List.of((server.output() + server.errors()).split("so this server sends nothing more", -1))
                .size();
    }
}
