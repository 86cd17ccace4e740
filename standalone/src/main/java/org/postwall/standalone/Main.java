package org.postwall.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.postwall.server.TokenCommand;
import org.postwall.telegram.process.Daemon;
import org.postwall.telegram.process.Environment;

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
            int code = TokenCommand.print(words.subList(1, words.size()), System.getenv(), USE, System.out, System.err);
            if (code != 0) {
                System.exit(code);
            }
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

    private static void end(int code, String words) {
        System.err.println(words);
        System.exit(code);
    }
}
