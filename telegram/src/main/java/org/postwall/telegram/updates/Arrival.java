package org.postwall.telegram.updates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * An update as it came in: its id, and its content unless that can't be read. Updates are read one by one, so that a
 * kind of update that telegrambots-meta can't read spoils no other.
 *
 * @param id {@code update_id}
 * @param update the update; null if it can't be read
 * @param problem why it can't be read; empty if it can
 */
record Arrival(int id, Update update, String problem) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the whole text of a successful answer to getUpdates. */
    static List<Arrival> all(String answer) throws JsonProcessingException {
        List<Arrival> arrivals = new ArrayList<>();
        JSON.readTree(answer).path("result").forEach(node -> arrivals.add(of(node)));
        return arrivals;
    }

    static Arrival of(JsonNode node) {
        int id = node.path("update_id").asInt();
        try {
            return new Arrival(id, JSON.treeToValue(node, Update.class), "");
        } catch (JsonMappingException e) {
            // Not its message: that quotes what people wrote.
            return new Arrival(id, null, "unexpected form at " + e.getPathReference());
        } catch (JsonProcessingException | RuntimeException e) {
            return new Arrival(id, null, e.getClass().getSimpleName());
        }
    }
}
