package org.postwall.server.wall;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Vert.x timers that call back on one event loop, whoever set them. */
final class VertxAlarm implements Alarm {
    private final Vertx vertx;
    private final Context loop;

    VertxAlarm(Vertx vertx, Context loop) {
        this.vertx = vertx;
        this.loop = loop;
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        long timer = vertx.setTimer(Math.max(1, delay.toMillis()), id -> loop.runOnContext(ready -> action.run()));
        return () -> vertx.cancelTimer(timer);
    }
}
