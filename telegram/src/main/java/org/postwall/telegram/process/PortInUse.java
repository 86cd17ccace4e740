package org.postwall.telegram.process;

import io.vertx.core.Future;
import java.io.IOException;

/** A port that another program holds, with the setting that moves it. */
public final class PortInUse extends StartRefused {
    private static final long serialVersionUID = 1L;

    public PortInUse(int port, String setting, Throwable cause) {
        super(
                "Port %d is in use. Stop what holds it, or set %s to another port (0: any free one)."
                        .formatted(port, setting),
                cause);
    }

    /** Gives a failed bind of {@code port} this name and leaves every other failure as it is. */
    public static <T> Future<T> explain(Future<T> listening, int port, String setting) {
        return listening.recover(
                failure -> Future.failedFuture(isInUse(failure) ? new PortInUse(port, setting, failure) : failure));
    }

    /** The JVM's transport fails with a BindException, the native ones with their own type: only the words are shared. */
    private static boolean isInUse(Throwable failure) {
        return failure instanceof IOException
                && failure.getMessage() != null
                && failure.getMessage().contains("already in use");
    }
}
