package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.postwall.server.store.StoreFailure;

/** Decides what happens next, and when it is: the same seed, the same course of events. */
final class Fate extends Clock {
    /** How likely commands go wrong, in percent. */
    int trouble;

    final Random random;
    private final List<Runnable> steps = new ArrayList<>();
    private final List<Due> alarms = new ArrayList<>();
    private long now = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();

    private record Due(long at, BooleanSupplier alive, Runnable action) {}

    Fate(long seed) {
        random = new Random(seed);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    void later(Runnable step) {
        steps.add(step);
    }

    /** An alarm clock for somebody who may die. */
    Alarm alarm(BooleanSupplier alive) {
        return (delay, action) -> {
            Due due = new Due(now + delay.toMillis(), alive, action);
            alarms.add(due);
            return () -> alarms.remove(due);
        };
    }

    /** A command on its way to a store: it may be lost before or after its effect, or take effect after all hope. */
    <T> Future<T> command(Supplier<T> effect) {
        Promise<T> promise = Promise.promise();
        later(() -> {
            if (!chance(trouble)) {
                T result = effect.get();
                later(() -> promise.tryComplete(result));
                return;
            }
            int kind = random.nextInt(3);
            if (kind == 0) {
                carryOut(effect);
            } else if (kind == 1) {
                later(() -> later(() -> later(() -> carryOut(effect))));
            }
            later(() -> promise.tryFail(new StoreFailure("lost")));
        });
        return promise.future();
    }

    /** Lets a command take effect whose answer nobody hears. */
    static void carryOut(Supplier<?> effect) {
        Object unused = effect.get();
    }

    /** Lets one thing happen, or time pass until something is due. False when nothing is left to happen. */
    boolean step() {
        if (!steps.isEmpty() && !chance(3)) {
            now += chance(2) ? random.nextInt(700) : random.nextInt(3);
            steps.remove(random.nextInt(steps.size())).run();
            ring();
            return true;
        }
        return pass();
    }

    /** Lets everything happen that needs no time. */
    void settle() {
        while (!steps.isEmpty()) {
            steps.remove(random.nextInt(steps.size())).run();
        }
    }

    /** Lets everything happen within a while. */
    void run(Duration time) {
        long end = now + time.toMillis();
        settle();
        while (now < end) {
            now = Math.min(end, alarms.stream().mapToLong(Due::at).min().orElse(end));
            ring();
            settle();
        }
    }

    private boolean pass() {
        if (alarms.isEmpty()) {
            return false;
        }
        now = Math.max(now, alarms.stream().mapToLong(Due::at).min().orElse(now));
        ring();
        return true;
    }

    private void ring() {
        List<Due> due = alarms.stream()
                .filter(alarm -> alarm.at() <= now)
                .sorted(Comparator.comparingLong(Due::at))
                .toList();
        alarms.removeAll(due);
        due.stream()
                .filter(alarm -> alarm.alive().getAsBoolean())
                .forEach(alarm -> alarm.action().run());
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
