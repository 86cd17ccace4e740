package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.standalone.CallLog.Call;
import org.postwall.standalone.Mailing.Delivery;
import org.testcontainers.DockerClientFactory;

/** A mailing in the middle of which the primary of the replica set is killed, counted where the copies arrive. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ElectionIT {
    private static final int PEOPLE = Mailing.size(1800, 10_000);

    private static MongoNodes mongo;
    private static Mailing mailing;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(
                "true".equals(System.getenv("CI"))
                        || DockerClientFactory.instance().isDockerAvailable(),
                "skipped: there is no Docker to run MongoDB in");
        mongo = new MongoNodes();
        mailing = new Mailing(PEOPLE, Map.of("MONGO_URI", mongo.uri()));
    }

    @AfterAll
    static void stop() {
        if (mailing != null) {
            mailing.close();
        }
        if (mongo != null) {
            mongo.close();
        }
    }

    @Test
    void nobody_is_missed_and_who_got_it_twice_is_listed_with_two_attempts() throws Exception {
        CallLog calls = CallLog.from(mailing.telegram);
        long id = killThePrimary(calls, "at_least_once");
        JsonObject message = awaitFinished(id);

        Set<Long> twice = calls.moreThanOnce();
        List<Delivery> deliveries = mailing.deliveries(id);
        System.out.printf(
                "primary killed, at least once: %d people, %d called twice, %d attempts >= 2, longest gap %d ms%n",
                PEOPLE,
                twice.size(),
                deliveries.stream().filter(one -> one.attempts() >= 2).count(),
                calls.longestGap().toMillis());
        assertThat(message.getJsonObject("counts")).isEqualTo(new JsonObject().put("sent", PEOPLE));
        assertThat(calls.perChat(Call::isSent)).hasSize(PEOPLE);
        assertThat(twice).hasSizeLessThanOrEqualTo(Mailing.IN_FLIGHT);
        assertThat(deliveries).filteredOn(one -> twice.contains(one.chat())).allMatch(one -> one.attempts() >= 2);
    }

    @Test
    void at_most_once_nobody_gets_it_twice_and_of_whom_it_does_not_know_is_listed() throws Exception {
        CallLog calls = CallLog.from(mailing.telegram);
        long id = killThePrimary(calls, "at_most_once");
        JsonObject message = awaitFinished(id);

        System.out.printf(
                "primary killed, at most once: %d people, %s, longest gap %d ms%n",
                PEOPLE, message.getJsonObject("counts"), calls.longestGap().toMillis());
        assertThat(calls.moreThanOnce()).isEmpty();
        int sent = message.getJsonObject("counts").getInteger("sent");
        int unknown = message.getJsonObject("counts").getInteger("unknown", 0);
        assertThat(sent + unknown).isEqualTo(PEOPLE);
        assertThat(unknown).isLessThanOrEqualTo(Mailing.IN_FLIGHT);
        Set<Long> got = calls.perChat(Call::isSent).keySet();
        assertThat(mailing.deliveries(id))
                .filteredOn(one -> one.state().equals("sent"))
                .allMatch(one -> got.contains(one.chat()));
    }

    /** It comes back when another member has taken over. */
    private static long killThePrimary(CallLog calls, String guarantee) throws Exception {
        int primary = mongo.primary().orElseThrow();
        long id = mailing.send("Somebody is elected", guarantee);
        calls.awaitSent(PEOPLE / 4);
        mongo.kill(primary);
        assertThat(calls.sent()).isLessThan(PEOPLE);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> mongo.primary().filter(now -> now != primary).isPresent());
        mongo.start(primary);
        return id;
    }

    /** Until there is a primary again the API has no answer. */
    private static JsonObject awaitFinished(long id) {
        return await().atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> mailing.message(id), message -> message.getBoolean("finished"));
    }
}
