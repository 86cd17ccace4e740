package org.postwall.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The wall's API as one client and one token see it. */
public record Wall(Client client, String token) implements AutoCloseable {
    private static final String MESSAGES = "/api/v1/messages";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration REST = Duration.ofMillis(200);

    /** Posts a text under a key; the answer may be anything. */
    public Answer post(String key, String text) throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("user").put("userId", "faults").put("first_name", "Faults");
        body.putObject("message").put("message", text);
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token, "Idempotency-Key", key);
        return client.ask("POST", MESSAGES, headers, body.toString());
    }

    public Answer page(int start, int range) throws IOException {
        return client.get(MESSAGES + "?start=" + start + "&range=" + range);
    }

    public Answer before(long id, int range) throws IOException {
        return client.get(MESSAGES + "?before=" + id + "&range=" + range);
    }

    /** Every post that can be read, by number, page after page. */
    public Map<Long, String> everything() throws IOException {
        Map<Long, String> posts = new TreeMap<>();
        long before = Long.MAX_VALUE;
        for (int last = 1; last > 0; ) {
            Answer answer = next(before);
            last = 0;
            for (JsonNode post : answer.json().get("messages")) {
                before = post.get("id").longValue();
                posts.put(before, post.get("message").textValue());
                last++;
            }
        }
        return posts;
    }

    /** The page before a number; patient, since what was just killed may still be on its way back. */
    private Answer next(long before) throws IOException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = before == Long.MAX_VALUE ? page(0, 1000) : before(before, 1000);
            if (answer.status() == 200) {
                return answer;
            }
            if (answer.status() != 503 || System.nanoTime() > patience) {
                throw new IOException("the walk was answered " + answer.status() + " " + answer.body());
            }
            LockSupport.parkNanos(REST.toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
