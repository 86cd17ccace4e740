package org.postwall.server.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What was answered since the start, by route: how many answers of each status class, and how long they took. */
public final class Traffic {
    private static final int CLASSES = 5;

    private final Map<Endpoint, Count> counts = new LinkedHashMap<>();
    private final Count refused = new Count();

    /** The answers of one route. */
    public static final class Count {
        private final LongAdder[] answers = new LongAdder[CLASSES];
        private final LongAdder timed = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        private Count() {
            for (int i = 0; i < CLASSES; i++) {
                answers[i] = new LongAdder();
            }
        }

        /**
         * Answers of one class.
         *
         * @param statusClass 1 to 5, the first digit of a status
         */
        public long answers(int statusClass) {
            return answers[statusClass - 1].sum();
        }

        /** Answers whose time was taken: all but streams, which last as long as their reader likes. */
        public long timed() {
            return timed.sum();
        }

        /** Nanoseconds of all timed answers together, from the request's head to the answer's end. */
        public long nanos() {
            return nanos.sum();
        }

        void begin(HttpServerResponse response) {
            long began = System.nanoTime();
            response.bodyEndHandler(end -> {
                answered(response.getStatusCode());
                if (!response.isChunked()) {
                    timed.increment();
                    nanos.add(System.nanoTime() - began);
                }
            });
        }

        private void answered(int status) {
            answers[Math.min(Math.max(status / 100, 1), CLASSES) - 1].increment();
        }
    }

    /** The count of one route, made at the first call. Only for building: counting itself asks nothing here. */
    Count of(Endpoint endpoint) {
        return counts.computeIfAbsent(endpoint, line -> new Count());
    }

    /** Notes an answer that belongs to no route. */
    void refused(int status) {
        refused.answered(status);
    }

    public Map<Endpoint, Count> byRoute() {
        return counts;
    }

    /** Requests that found no route or no door. */
    public Count refused() {
        return refused;
    }
}
