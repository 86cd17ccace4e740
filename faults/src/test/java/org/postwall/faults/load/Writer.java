package org.postwall.faults.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes posts one after the other, each with its key, again and again until it is acknowledged. */
final class Writer implements Runnable {
    private static final Duration REST = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Wall wall;
    private final Ledger ledger;
    private final Tally tally;
    private final CountDownLatch finish;
    private final Duration pause;

    Writer(Wall wall, Ledger ledger, Tally tally, CountDownLatch finish, Duration pause) {
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
                writeUntilAcknowledged(ledger.newText());
            } while (!finish.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeUntilAcknowledged(String text) throws InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < patience) {
            long sentAt = System.nanoTime();
            try {
                Answer answer = wall.post(Ledger.key(text), text);
                if (answer.status() == 200) {
                    ledger.acknowledged(text, answer.json().get("id").longValue());
                    tally.answered(answer, sentAt);
                    return;
                }
                tally.answered(answer, sentAt);
            } catch (IOException e) {
                tally.failed(e, sentAt);
            }
            // Also when everyone finishes: the last post has to be settled.
            Thread.sleep(REST.toMillis());
        }
    }
}
