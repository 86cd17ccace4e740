package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;

/** The list of message identifiers that some methods take. */
final class MessageIds {
    private MessageIds() {}

    static JsonArray read(Params params, String field, int most) {
        JsonArray ids = params.array(field, "message identifiers")
                .orElseThrow(() -> Refusal.bad("message identifiers are not specified"));
        if (ids.isEmpty()) {
            throw Refusal.bad("message identifiers are not specified");
        }
        if (ids.size() > most) {
            throw Refusal.bad("too many message identifiers specified");
        }
        JsonArray numbers = new JsonArray();
        for (Object id : ids) {
            numbers.add(number(id));
        }
        return numbers;
    }

    private static int number(Object id) {
        try {
            int number = Integer.parseInt(String.valueOf(id));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Refusal.bad("message identifier must be a Number");
        }
        throw Refusal.bad("invalid message identifier specified");
    }
}
