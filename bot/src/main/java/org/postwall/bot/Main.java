package org.postwall.bot;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.postwall.telegram.process.Daemon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bots as a process: reads the environment, starts, stops on SIGTERM. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] arguments) {
        Daemon.run(System.getenv(), environment -> {
            Settings settings = Settings.from(environment);
            return App.start(Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)), settings)
                    .onSuccess(ready -> LOG.info("Postwall is ready."));
        });
    }
}
