package org.postwall.faults.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What one kind of request met: how often which answer, the slowest, the longest time without a good one. */
public final class Tally {
    private final Map<String, Long> answers = new TreeMap<>();
    private final LongAdder repeated = new LongAdder();
    private Duration slowest = Duration.ZERO;
    private Duration outage = Duration.ZERO;
    private long lastGood;
    private boolean begun;
    private long stale;
    private String firstTrouble = "";

    /** GETs that met a closing connection and were repeated, with success or not. */
    public LongAdder repeated() {
        return repeated;
    }

    synchronized void answered(Answer answer, long sentAt) {
        String status = "" + answer.status();
        if (answer.status() == 503 && answer.header("retry-after").isEmpty()) {
            status += " without Retry-After";
        }
        count(status, sentAt, answer.status() == 200, status + " " + answer.body());
    }

    synchronized void failed(Exception e, long sentAt) {
        String kind =
                e instanceof Connection.Unanswered ? "closed" : e.getClass().getSimpleName();
        count(kind, sentAt, false, e.toString());
    }

    synchronized void stale(String how) {
        stale++;
        trouble(how);
    }

    private void count(String kind, long sentAt, boolean good, String words) {
        long now = System.nanoTime();
        if (!begun) {
            begun = true;
            lastGood = sentAt;
        }
        answers.merge(kind, 1L, Long::sum);
        slowest = longer(slowest, Duration.ofNanos(now - sentAt));
        if (good) {
            outage = longer(outage, Duration.ofNanos(now - lastGood));
            lastGood = now;
        } else {
            trouble(words);
        }
    }

    private void trouble(String words) {
        if (firstTrouble.isEmpty()) {
            firstTrouble = words;
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    /** Starts the longest-outage clock anew; a fault begins. */
    public synchronized void resetOutage() {
        outage = Duration.ZERO;
        lastGood = System.nanoTime();
    }

    /** Answers by status; requests without an answer by how they ended. */
    public synchronized Map<String, Long> answers() {
        return Map.copyOf(answers);
    }

    public synchronized long good() {
        return answers.getOrDefault("200", 0L);
    }

    public synchronized long all() {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }

    public long bad() {
        return all() - good();
    }

    public synchronized long stale() {
        return stale;
    }

    public synchronized Duration slowest() {
        return slowest;
    }

    public synchronized Duration outage() {
        return outage;
    }

    /** The words of the first answer that wasn't good, to find out why. */
    public synchronized String firstTrouble() {
        return firstTrouble;
    }

    @Override
    public synchronized String toString() {
        return all() + " " + new TreeMap<>(answers) + (repeated.sum() > 0 ? ", " + repeated.sum() + " repeated" : "")
                + (stale > 0 ? ", " + stale + " stale" : "") + ", slowest " + slowest.toMillis() + " ms, longest gap "
                + outage.toMillis() + " ms" + (firstTrouble.isEmpty() ? "" : ", first trouble: " + firstTrouble);
    }
}
