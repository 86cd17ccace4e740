package org.postwall.telegram.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** A log line as the shipped configuration writes it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogFormatTest {
    @Test
    void text_shows_the_number_of_a_request_after_the_words() throws Exception {
        assertThat(line("text", "tg-1-2")).endsWith("WARN  wall: it \"failed\" request_id=tg-1-2\n");
    }

    @Test
    void text_without_a_number_ends_with_the_words() throws Exception {
        assertThat(line("text", "")).endsWith("WARN  wall: it \"failed\"\n");
    }

    @Test
    void json_has_a_field_for_the_number_of_a_request() throws Exception {
        JsonObject line = new JsonObject(line("json", "tg-1-2"));
        assertThat(line.getString("request_id")).isEqualTo("tg-1-2");
        assertThat(line.getString("message")).isEqualTo("it \"failed\"");
        assertThat(line.getString("level")).isEqualTo("WARN");
        assertThat(line.containsKey("@timestamp")).isTrue();
        assertThat(new JsonObject(line("json", "")).containsKey("request_id")).isFalse();
    }

    private static String line(String format, String requestId) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("LOG_FORMAT", format);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormat.class.getResource("/logback.xml"));
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        var logger = context.getLogger("wall");
        logger.setAdditive(false);
        logger.addAppender(events);
        var event = logger.atWarn();
        if (!requestId.isEmpty()) {
            event = event.addKeyValue("request_id", requestId);
        }
        event.log("it \"{}\"", "failed");
        String line = new String(console.getEncoder().encode(events.list.get(0)), StandardCharsets.UTF_8);
        context.stop();
        return line;
    }
}
