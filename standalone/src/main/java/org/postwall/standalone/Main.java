package org.postwall.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.postwall.telegram.process.Daemon;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.WrongSettings;

/** What {@code ./run} and {@code java -jar postwall.jar} start: reads the arguments and the environment. */
public final class Main {
    private static final String USE = """
            usage: ./run                                       everything, in one process
                   ./run server | bot | simulator              one part, configured by the environment
                   ./run token SCOPE... [--days=30] [--subject=NAME]
                                                               prints a bearer token; scopes: wall, moderate, broadcast
            Settings, ports and addresses: README.md""";

    private Main() {}

    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        String command = words.isEmpty() ? "" : words.get(0);
        boolean alone = words.size() <= 1;
        if (command.equals("token")) {
            token(words.subList(1, words.size()));
        } else if (alone && command.isEmpty()) {
            run(House::start);
        } else if (alone && command.equals("server")) {
            run(Parts::server);
        } else if (alone && command.equals("bot")) {
            run(Parts::bot);
        } else if (alone && command.equals("simulator")) {
            run(Parts::simulator);
        } else if (alone && List.of("help", "--help", "-h").contains(command)) {
            System.out.println(USE);
        } else {
            end(TokenCommand.WRONG_USE, USE);
        }
    }

    private static void run(BiFunction<Vertx, Environment, Future<Ready>> start) {
        Daemon.run(System.getenv(), environment -> {
            Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
            return start.apply(vertx, environment).onSuccess(Ready::announce);
        });
    }

    private static void token(List<String> words) {
        try {
            System.out.println(TokenCommand.token(words, System.getenv(), Clock.systemUTC()));
        } catch (TokenCommand.WrongUse e) {
            end(TokenCommand.WRONG_USE, e.getMessage() + "\n\n" + USE);
        } catch (WrongSettings e) {
            end(Daemon.WRONG_SETTINGS, e.getMessage());
        }
    }

    private static void end(int code, String words) {
        System.err.println(words);
        System.exit(code);
    }
}
