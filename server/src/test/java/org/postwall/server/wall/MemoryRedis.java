package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A Redis of one process's memory that can be frozen, emptied, and restarted without its latest writes. */
final class MemoryRedis {
    private record State(Map<String, String> births, Map<String, Head> heads, Map<String, Long> beats) {
        State() {
            this(new HashMap<>(), new HashMap<>(), new HashMap<>());
        }

        State copy() {
            return new State(new HashMap<>(births), new HashMap<>(heads), new HashMap<>(beats));
        }
    }

    private final Fate fate;
    private final List<Runnable> buffered = new ArrayList<>();
    final Map<String, Segment> segments = new HashMap<>();
    private State state = new State();
    private State saved = new State();
    private boolean frozen;
    private boolean stopped;
    private int life;
    private int births;

    MemoryRedis(Fate fate) {
        this.fate = fate;
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
        List.copyOf(buffered).forEach(Runnable::run);
        buffered.clear();
    }

    void empty() {
        state = new State();
        segments.clear();
    }

    void evictHead() {
        state.births().clear();
        state.heads().clear();
    }

    void save() {
        saved = state.copy();
    }

    void stop() {
        stopped = true;
        life++;
        buffered.clear();
    }

    /** Comes back as it was when last saved: later writes are lost. */
    void restart() {
        stop();
        state = saved.copy();
        stopped = false;
        frozen = false;
    }

    void heal() {
        if (stopped) {
            restart();
        }
        thaw();
    }

    /** A client: one connection at a time, made anew after it was lost. */
    final class Client implements HeadCache, SegmentCache {
        private Object session = new Object();
        private Object trusted;
        private int seen = life;

        private Object session() {
            if (frozen || stopped) {
                return null;
            }
            if (seen != life || session == null) {
                seen = life;
                session = new Object();
            }
            return session;
        }

        @Override
        public boolean there() {
            return !stopped && (session() != null || (frozen && session != null && fate.chance(50)));
        }

        /** An answer in time, or none: then the connection is given up, and the effect may come much later. */
        private <T> Future<T> send(Object on, Supplier<T> effect) {
            if (on == null) {
                return Future.failedFuture("away");
            }
            Promise<T> promise = Promise.promise();
            int sent = life;
            fate.later(() -> {
                if (sent != life || stopped) {
                    promise.tryFail("connection lost");
                } else if (frozen) {
                    buffered.add(() -> Fate.carryOut(effect));
                    fate.alarm(() -> true).after(Duration.ofMillis(500), () -> {
                        session = null;
                        promise.tryFail("no answer");
                    });
                } else if (on != session) {
                    promise.tryFail("connection closed");
                } else if (fate.chance(fate.trouble / 2)) {
                    if (fate.chance(50)) {
                        Fate.carryOut(effect);
                    }
                    session = null;
                    fate.later(() -> promise.tryFail("connection reset"));
                } else {
                    T result = effect.get();
                    fate.later(() -> {
                        if (sent == life && !stopped) {
                            promise.tryComplete(result);
                        } else {
                            promise.tryFail("connection lost");
                        }
                    });
                }
            });
            return promise.future();
        }

        @Override
        public Future<Optional<Head>> look(String wall) {
            Object on = session();
            if (on == null) {
                return Future.failedFuture("away");
            }
            if (on != trusted) {
                return Future.succeededFuture(Optional.empty());
            }
            return send(
                    on,
                    () -> state.beats().getOrDefault(wall, 0L) > fate.millis()
                            ? Optional.ofNullable(state.heads().get(wall))
                            : Optional.empty());
        }

        @Override
        public Future<Boolean> raise(String wall, Head head) {
            return send(session(), () -> state.heads().computeIfPresent(wall, (key, old) -> old.max(head)) != null);
        }

        @Override
        public Future<Mend> begin(String wall) {
            Object on = session();
            return send(on, () -> {
                if (!state.heads().containsKey(wall)) {
                    state.heads().put(wall, new Head(0, 0));
                    state.births().put(wall, "birth" + births++);
                    state.beats().remove(wall);
                }
                return new Mend(on, state.births().get(wall), fate.millis());
            });
        }

        @Override
        public Future<Optional<Head>> mend(String wall, Mend mend, Head truth) {
            return send(mend.session(), () -> {
                        if (!mend.birth().equals(state.births().get(wall))) {
                            return Optional.<Head>empty();
                        }
                        Head lifted = state.heads().get(wall).max(truth);
                        state.heads().put(wall, lifted);
                        if (fate.millis() - mend.started() < 500) {
                            state.beats().put(wall, fate.millis() + 1000);
                        }
                        return Optional.of(lifted);
                    })
                    .map(lifted -> {
                        if (lifted.isPresent()) {
                            trusted = mend.session();
                        }
                        return lifted;
                    });
        }

        @Override
        public Future<Map<Integer, Segment>> get(String wall, Collection<Integer> wanted) {
            List<Integer> asked = List.copyOf(wanted);
            return send(session(), () -> {
                Map<Integer, Segment> found = new HashMap<>();
                for (Integer number : asked) {
                    Segment segment = segments.get(wall + ":" + number);
                    if (segment != null) {
                        found.put(number, segment);
                    }
                }
                return found;
            });
        }

        @Override
        public void put(String wall, int number, Segment segment) {
            send(session(), () -> segments.put(wall + ":" + number, segment));
        }
    }
}
