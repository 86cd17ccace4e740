package org.postwall.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import org.postwall.telegram.process.Daemon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server as a process: reads the environment, starts, stops on SIGTERM; or prints a token. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String USE = """
            usage: org.postwall.server.Main                     the server, configured by the environment
                   org.postwall.server.Main token SCOPE... [--days=30] [--subject=NAME]
                                                                prints a bearer token; scopes: wall, moderate, broadcast""";

    private Main() {}

    @SuppressWarnings("SystemOut") // a command's answer goes to whoever typed it, not into a log
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty()) {
            serve();
        } else if (words.get(0).equals("token")) {
            end(TokenCommand.print(words.subList(1, words.size()), System.getenv(), USE, System.out, System.err));
        } else {
            System.err.println(USE);
            end(TokenCommand.WRONG_USE);
        }
    }

    private static void serve() {
        Daemon.run(System.getenv(), environment -> {
            Settings settings = Settings.from(environment);
            return App.start(Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)), settings)
                    .onSuccess(ready -> LOG.info("Postwall is ready."));
        });
    }

    private static void end(int code) {
        if (code != 0) {
            System.exit(code);
        }
    }
}
