package org.postwall.standalone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The Bot API calls from a moment on, as the simulator noted them when they arrived: what any process really sent. */
final class CallLog {
    /** {@code status} 0 is a call whose connection was cut, {@code chat} 0 one to no chat. */
    record Call(long seq, Instant at, String bot, String method, long chat, int status, int retryAfter) {
        boolean isSent() {
            return method.equals("sendMessage") && status == 200;
        }

        /** Whether a copy may have come of it. */
        boolean maySent() {
            return method.equals("sendMessage") && (status == 200 || status == 0);
        }
    }

    private final Jar telegram;
    private final List<Call> calls = new ArrayList<>();
    private long last;

    private CallLog(Jar telegram) {
        this.telegram = telegram;
    }

    /** Of all bots, from now on. */
    static CallLog from(Jar telegram) throws Exception {
        CallLog log = new CallLog(telegram);
        log.all();
        log.calls.clear();
        return log;
    }

    /** All until now, oldest first. */
    List<Call> all() throws Exception {
        String address = telegram.address("Bot API") + "/simulator/calls?since=" + last;
        for (Object each : new JsonArray(telegram.get(address).body())) {
            JsonObject call = (JsonObject) each;
            last = call.getLong("seq");
            calls.add(new Call(
                    last,
                    Instant.parse(call.getString("at")),
                    call.getString("bot", ""),
                    call.getString("method"),
                    call.getValue("chat_id") instanceof Number chat ? chat.longValue() : 0,
                    call.getInteger("status"),
                    call.getInteger("retry_after", 0)));
        }
        return calls;
    }

    int sent() throws Exception {
        return (int) all().stream().filter(Call::isSent).count();
    }

    /** Waits until so many copies were sent. */
    void awaitSent(int many) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sent() >= many);
    }

    /** How many calls of a kind each chat got. */
    Map<Long, Long> perChat(Predicate<Call> kind) throws Exception {
        return all().stream().filter(kind).collect(groupingBy(Call::chat, counting()));
    }

    /** The chats that may have got more than one copy. */
    Set<Long> moreThanOnce() throws Exception {
        return perChat(Call::maySent).entrySet().stream()
                .filter(each -> each.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** The longest time in which nothing was sent. */
    Duration longestGap() throws Exception {
        List<Instant> times = all().stream()
                .filter(call -> call.method().equals("sendMessage"))
                .map(Call::at)
                .toList();
        Duration longest = Duration.ZERO;
        for (int i = 1; i < times.size(); i++) {
            Duration gap = Duration.between(times.get(i - 1), times.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }
}
