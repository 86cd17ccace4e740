package org.postwall.server.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Closes connections on which nothing was read and nothing was written for too long.
 *
 * <p>One timer looks at all of them now and then, so a request costs two stores to a field. Netty's IdleStateHandler reads
 * the clock twice and listens to the end of each write, which made a twentieth of a cached page. Lives on one event loop.
 */
final class Silence {
    /** So many looks make up the limit: a connection is closed at most one look later. */
    private static final int LOOKS = 15;

    private final Set<Line> lines = new LinkedHashSet<>();
    private final Vertx vertx;
    private final Duration limit;
    private long look;
    private boolean looking;

    /** @param limit how long a connection may be silent in both directions */
    Silence(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /** Begins with a new connection. */
    void watch(HttpConnection connection) {
        Line line = new Line(connection);
        ((ConnectionBase) connection).channel().pipeline().addFirst("silence", line);
        lines.add(line);
        begin();
    }

    /** How many connections are watched. */
    int watched() {
        return lines.size();
    }

    private void begin() {
        if (!looking) {
            looking = true;
            vertx.setPeriodic(limit.toMillis() / LOOKS, this::look);
        }
    }

    private void look(long timer) {
        look++;
        Set.copyOf(lines).forEach(Line::closeIfSilent);
        if (lines.isEmpty()) {
            looking = false;
            vertx.cancelTimer(timer);
        }
    }

    /** One connection. */
    private final class Line extends ChannelDuplexHandler {
        private final HttpConnection connection;
        /** The number of the look before which something was last heard or said. */
        private long last;

        Line(HttpConnection connection) {
            this.connection = connection;
            this.last = look;
        }

        @Override
        public void channelInactive(ChannelHandlerContext gone) {
            lines.remove(this);
            gone.fireChannelInactive();
        }

        @Override
        public void channelRead(ChannelHandlerContext from, Object message) {
            last = look;
            from.fireChannelRead(message);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // whoever wants to know looks at the promise
        public void write(ChannelHandlerContext to, Object message, ChannelPromise promise) {
            last = look;
            to.write(message, promise);
        }

        private void closeIfSilent() {
            if (look - last > LOOKS) {
                connection.close();
            }
        }
    }
}
