package org.postwall.faults.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Writers and readers at work on one wall, until they are told to finish. */
public final class Load implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final InetSocketAddress to;
    private final String token;
    private final Ledger ledger;
    private final Tally writes = new Tally();
    private final Tally reads = new Tally();
    private final CountDownLatch finish = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    public Load(InetSocketAddress to, String token) {
        this(to, token, new Ledger());
    }

    public Load(InetSocketAddress to, String token, Ledger ledger) {
        this.to = to;
        this.token = token;
        this.ledger = ledger;
    }

    /** Adds writers; each posts one text after the other, {@code pause} between them. */
    public Load writers(int count, Duration pause) {
        return add("writer", count, writes, wall -> new Writer(wall, ledger, writes, finish, pause));
    }

    /** Adds readers; each reads the first page again and again, {@code pause} between. */
    public Load readers(int count, Duration pause) {
        return add("reader", count, reads, wall -> new Reader(wall, ledger, reads, finish, pause));
    }

    private Load add(String name, int count, Tally tally, Function<Wall, Runnable> job) {
        for (int i = 0; i < count; i++) {
            Wall wall = new Wall(new Client(to, LIMIT, tally.repeated()), token);
            Thread thread = new Thread(job.apply(wall), name + "-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        return this;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Tally writes() {
        return writes;
    }

    public Tally reads() {
        return reads;
    }

    /** Lets everyone finish what is begun, then walks the wall and judges. */
    public Verdict finish() throws IOException, InterruptedException {
        close();
        for (Thread thread : threads) {
            thread.join(Duration.ofMinutes(2).toMillis());
            if (thread.isAlive()) {
                throw new IllegalStateException(thread.getName() + " got no answer; " + writes);
            }
        }
        try (Wall wall = new Wall(new Client(to, LIMIT, reads.repeated()), token)) {
            return ledger.judge(wall.everything());
        }
    }

    @Override
    public void close() {
        finish.countDown();
    }

    @Override
    public String toString() {
        return "writes " + writes + "; reads " + reads;
    }
}
