package org.postwall.faults.load;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** What writers tried and what was promised to them: each text, and the number it was acknowledged with. */
public final class Ledger {
    private static final long NONE = 0;

    private final String mark = "fault-" + Long.toHexString(System.nanoTime()) + "-";
    private final int padding;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong newest = new AtomicLong();
    private final Map<String, Long> promises = new ConcurrentHashMap<>();

    public Ledger() {
        this(0);
    }

    /** Texts get so many characters more, which no compression makes smaller. */
    public Ledger(int padding) {
        this.padding = padding;
    }

    /** A text that no other post has. */
    public String newText() {
        StringBuilder made = new StringBuilder(mark).append(next.incrementAndGet());
        for (int i = 0; i < padding; i++) {
            made.append((char) ThreadLocalRandom.current().nextInt(0x4e00, 0x9fa0));
        }
        String text = made.toString();
        promises.put(text, NONE);
        return text;
    }

    /** The Idempotency-Key of a text: what stands before the padding. */
    public static String key(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) < 0x80) {
            end++;
        }
        return text.substring(0, end);
    }

    /** Notes that this text was acknowledged with this number. */
    public void acknowledged(String text, long id) {
        promises.put(text, id);
        newest.accumulateAndGet(id, Math::max);
    }

    /** The highest acknowledged number: a read that starts now has to know it. */
    public long newest() {
        return newest.get();
    }

    public boolean mine(String text) {
        return text.startsWith(mark);
    }

    public int tried() {
        return promises.size();
    }

    public long acknowledged() {
        return promises.values().stream().filter(id -> id != NONE).count();
    }

    /** Holds the promises against everything that stands on a wall, by number. */
    public Verdict judge(Map<Long, String> posts) {
        Map<String, Integer> times = new HashMap<>();
        posts.values().stream().filter(this::mine).forEach(text -> times.merge(text, 1, Integer::sum));
        long lost = 0;
        long moved = 0;
        for (Map.Entry<String, Long> promise : promises.entrySet()) {
            if (promise.getValue() != NONE) {
                lost += times.containsKey(promise.getKey()) ? 0 : 1;
                moved += promise.getKey().equals(posts.get(promise.getValue())) ? 0 : 1;
            }
        }
        long doubled = times.values().stream().filter(n -> n > 1).count();
        long foreign = times.keySet().stream()
                .filter(text -> !promises.containsKey(text))
                .count();
        return new Verdict(tried(), acknowledged(), lost, doubled, moved - lost, foreign);
    }
}
