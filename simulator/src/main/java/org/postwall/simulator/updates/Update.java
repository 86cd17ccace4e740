package org.postwall.simulator.updates;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Something that happened to a bot, waiting to be fetched.
 *
 * @param lane what must stay in order: updates of one lane go to a webhook one after the other
 * @param body the Bot API's {@code Update}
 */
public record Update(int id, String type, String lane, JsonObject body, Instant at) {}
