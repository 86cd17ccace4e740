package org.postwall.telegram.flood;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.postwall.telegram.Call;
import org.postwall.telegram.Failures;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;

/** A Telegram that only notes when it heard of a message, and answers a little later. Thread-safe. */
final class Traffic {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofMillis(5);

    private final Vertx vertx;
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> floods = new ConcurrentHashMap<>();
    private volatile Duration flooded = Duration.ZERO;

    /**
     * A call.
     *
     * @param at when it came, on the clock of this machine
     * @param by which process it came from
     */
    record Heard(Duration at, String by) {}

    Traffic(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The way of one process to this Telegram. */
    Sender of(String process) {
        return new Sender() {
            @Override
            public <T extends Serializable> Future<Call<T>> prepare(PartialBotApiMethod<T> method) {
                return Future.succeededFuture(Call.of(method));
            }

            @Override
            public <T> Future<T> send(Call<T> call) {
                if (call.chat().isEmpty()) {
                    return Future.succeededFuture(); // the answer to a tap
                }
                heard.add(new Heard(now(), process));
                Integer seconds = floods.remove(process);
                return vertx.timer(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(time -> seconds == null ? Future.succeededFuture() : flood(seconds));
            }
        };
    }

    private <T> Future<T> flood(int seconds) {
        flooded = now();
        return Future.failedFuture(Failures.flood(seconds));
    }

    /** When the last 429 was answered. */
    Duration flooded() {
        return flooded;
    }

    /** The next message of a process is answered 429. */
    void floods(String process, int seconds) {
        floods.put(process, seconds);
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    List<Heard> heard(String process) {
        return heard.stream().filter(one -> one.by().equals(process)).toList();
    }

    int size() {
        return heard.size();
    }

    /** The most messages in any second, wherever that begins. */
    int mostInASecond() {
        List<Duration> times =
                new ArrayList<>(heard.stream().map(Heard::at).sorted().toList());
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (times.get(last).minus(times.get(first)).compareTo(SECOND) >= 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    static Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }
}
