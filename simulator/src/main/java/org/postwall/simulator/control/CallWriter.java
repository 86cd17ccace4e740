package org.postwall.simulator.control;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.postwall.simulator.calls.NotedCall;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.World;

/** Writes a list of calls as JSON bit by bit: a hundred thousand of them at once would hold up the bots under test. */
final class CallWriter {
    private static final int AT_ONCE = 1000;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final World world;
    private long formattedSecond;
    private String formatted = "";

    CallWriter(World world) {
        this.world = world;
    }

    /** Writes the calls from index {@code from} on, then ends the response. */
    void write(HttpServerResponse response, List<NotedCall> calls, int from) {
        if (response.closed()) {
            return;
        }
        int to = Math.min(calls.size(), from + AT_ONCE);
        StringBuilder text = new StringBuilder(from == 0 ? "[" : "");
        for (int i = from; i < to; i++) {
            append(text.append(i == 0 ? "" : ","), calls.get(i));
        }
        if (to == calls.size()) {
            response.end(text.append(']').toString());
            return;
        }
        response.write(text.toString());
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> write(response, calls, to));
        } else {
            Vertx.currentContext().runOnContext(next -> write(response, calls, to));
        }
    }

    private void append(StringBuilder text, NotedCall call) {
        text.append("{\"seq\":").append(call.seq()).append(",\"at\":\"");
        appendTime(text, call.at());
        text.append("\",\"method\":").append(Json.encode(call.method()));
        world.bots()
                .byId(call.bot())
                .map(Bot::username)
                .ifPresent(name -> text.append(",\"bot\":\"").append(name).append('"'));
        if (!call.chat().isEmpty()) {
            boolean number = NUMBER.matcher(call.chat()).matches();
            text.append(",\"chat_id\":")
                    .append(number ? Long.toString(Long.parseLong(call.chat())) : Json.encode(call.chat()));
        }
        text.append(",\"status\":").append(call.status());
        if (call.errorCode() != 0) {
            text.append(",\"error_code\":").append(call.errorCode());
        }
        if (call.retryAfter() != 0) {
            text.append(",\"retry_after\":").append(call.retryAfter());
        }
        text.append('}');
    }

    /** ISO 8601 in UTC with milliseconds; calls come in order, so a second is formatted once. */
    private void appendTime(StringBuilder text, Instant at) {
        if (at.getEpochSecond() != formattedSecond) {
            formattedSecond = at.getEpochSecond();
            formatted = SECOND.format(at);
        }
        String millis = Integer.toString(1000 + at.getNano() / 1_000_000);
        text.append(formatted).append('.').append(millis, 1, 4).append('Z');
    }
}
