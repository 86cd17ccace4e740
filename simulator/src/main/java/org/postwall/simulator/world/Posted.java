package org.postwall.simulator.world;

import java.util.Map;
import java.util.OptionalInt;

/** A message that was posted or edited, with the number of the update each bot got of it. */
public record Posted(Message message, Map<Bot, Integer> updates) {
    public OptionalInt updateFor(Bot bot) {
        Integer id = updates.get(bot);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }
}
