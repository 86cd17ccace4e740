package org.postwall.standalone.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Server and bot with the smallest account that is enough for them, and what it keeps them from. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisAccountIT {
    private static final int PORT = 7001;

    @Test
    void all_that_server_and_bot_do_is_allowed_and_nothing_else_is() throws Exception {
        try (RedisNodes nodes = new RedisNodes()) {
            List<String> lines = new ArrayList<>(RedisAccount.lines(RedisAccount.RIGHTS));
            lines.add("save \"\"");
            nodes.start(PORT, lines);
            Map<String, String> settings = Map.of("REDIS_HOST", nodes.host(), "REDIS_PORT", Integer.toString(PORT));
            try (Crowd crowd = new Crowd(settings)) {
                crowd.begin();
                crowd.goOn();
                crowd.talk();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> nodes.ask(PORT, "KEYS", "{wall:*").contains(":segment:0"));
                crowd.end();
                assertThat(nodes.ask(PORT, "ACL", "LOG")).as("what was refused").isEmpty();

                refused(crowd, Command.GET, "foreign");
                refused(crowd, Command.SET, "foreign", "1");
                refused(crowd, Command.EVAL, "return redis.call('GET', 'foreign')", "0");
                refused(crowd, Command.EVAL, "return redis.call('FLUSHALL')", "0");
                refused(crowd, Command.FLUSHALL);
                refused(crowd, Command.CONFIG, "GET", "*");
                refused(crowd, Command.KEYS, "*");
                refused(crowd, Command.SCAN, "0");
                refused(crowd, Command.PUBLISH, "foreign", "1");
                Request told =
                        Request.cmd(Command.PUBLISH).arg("postwall:outbox").arg("1");
                assertThat(Crowd.done(crowd.link().send(told)).toInteger()).isZero();
            }
        }
    }

    private static void refused(Crowd crowd, Command command, String... arguments) {
        Request request = Request.cmd(command);
        List.of(arguments).forEach(request::arg);
        assertThatThrownBy(() -> Crowd.done(crowd.link().send(request)))
                .as("%s %s", command, List.of(arguments))
                .hasMessageContaining("permission");
    }
}
