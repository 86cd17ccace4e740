package org.postwall.telegram.process;

import ch.qos.logback.classic.LoggerContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that runs until it is told to stop, and stops cleanly on SIGTERM and Ctrl-C. */
public final class Daemon {
    /** {@code EX_CONFIG} of sysexits.h: something was found in an unconfigured or misconfigured state. */
    public static final int WRONG_SETTINGS = 78;

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    private Daemon() {}

    /** Something that runs: answers what is on its way, then ends. */
    public interface Running {
        Future<Void> stop();

        /** How long {@link #stop} first goes on as before, so that others can turn away; its limit is that much longer. */
        default Duration drain() {
            return Duration.ZERO;
        }
    }

    /** Starts a process from its environment and returns when it is ready; ends the JVM when it can't be. */
    public static void run(Map<String, String> environment, Function<Environment, Future<? extends Running>> start) {
        try {
            Environment settings = new Environment(environment);
            settings.choice("LOG_FORMAT", LogFormat.TEXT);
            settings.choice("LOG_LEVEL", LogLevel.INFO);
            Running running = await(() -> start.apply(settings), START_LIMIT);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stop"));
        } catch (WrongSettings e) {
            end(WRONG_SETTINGS, e.getMessage());
        } catch (StartRefused e) {
            end(1, e.getMessage());
        } catch (Exception e) {
            LOG.error("the start failed", e);
            end(1, "The start failed: " + e.getMessage());
        }
    }

    private static void stop(Running running) {
        try {
            await(running::stop, STOP_LIMIT.plus(running.drain()));
        } catch (Exception e) {
            LOG.warn("the stop was not clean", e);
        } finally {
            ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
        }
    }

    private static <T> T await(Supplier<Future<? extends T>> action, Duration limit) throws Exception {
        try {
            return action.get().toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new TimeoutException("not done after " + limit.toSeconds() + " s");
        }
    }

    @SuppressWarnings("SystemOut") // the last words of a process that has no log any more
    private static void end(int code, String words) {
        System.err.println(words);
        System.exit(code);
    }
}
