package org.postwall.server.wall;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs what it is given at once where little happens, and otherwise not before some time has passed since the last: so those
 * who come close together are served together. One at a time, on one event loop.
 */
final class Pace implements Consumer<Runnable> {
    private final EventLoop loop;
    private final long nanos;
    private long last;

    /** @param least time between two beginnings */
    Pace(EventLoop loop, Duration least) {
        this.loop = loop;
        this.nanos = least.toNanos();
        this.last = System.nanoTime() - nanos;
    }

    @Override
    public void accept(Runnable action) {
        long early = nanos - (System.nanoTime() - last);
        if (early <= 0) {
            run(action);
        } else {
            // Not by a timer of Vert.x, which counts in milliseconds.
            ScheduledFuture<?> later = loop.schedule(() -> run(action), early, TimeUnit.NANOSECONDS);
            assert !later.isCancelled();
        }
    }

    private void run(Runnable action) {
        last = System.nanoTime();
        action.run();
    }
}
