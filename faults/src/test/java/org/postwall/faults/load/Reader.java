package org.postwall.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads the first page over and over: it must never lack a post that was acknowledged before the read began. */
final class Reader implements Runnable {
    private final Wall wall;
    private final Ledger ledger;
    private final Tally tally;
    private final CountDownLatch finish;
    private final Duration pause;

    Reader(Wall wall, Ledger ledger, Tally tally, CountDownLatch finish, Duration pause) {
        this.wall = wall;
        this.ledger = ledger;
        this.tally = tally;
        this.finish = finish;
        this.pause = pause;
    }

    @Override
    public void run() {
        try (wall) {
            do {
                read();
            } while (!finish.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        long owed = ledger.newest();
        long sentAt = System.nanoTime();
        try {
            Answer answer = wall.page(0, 20);
            tally.answered(answer, sentAt);
            if (answer.status() == 200) {
                JsonNode newest = answer.json().get("messages").path(0).path("id");
                if (newest.longValue() < owed) {
                    tally.stale("stale: " + owed + " was acknowledged, the newest shown is " + newest);
                }
            }
        } catch (IOException e) {
            tally.failed(e, sentAt);
        }
    }
}
