package org.postwall.simulator.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwall.simulator.world.Bot;

/** The faults that are still to strike, the earliest ordered first. */
public final class Faults {
    private final List<Ordered> orders = new ArrayList<>();

    private static final class Ordered {
        final Fault fault;
        long left;

        Ordered(Fault fault, long left) {
            this.fault = fault;
            this.left = left;
        }
    }

    /** Orders a fault for the next {@code times} calls that match it. */
    public void order(Fault fault, long times) {
        orders.add(new Ordered(fault, times));
    }

    /** The fault of this call, used up by it. */
    public Optional<Fault> strike(Bot bot, String method, String chat) {
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        for (Ordered order : orders) {
            if (order.fault.matches(bot, method, chat)) {
                order.left--;
                orders.removeIf(any -> any.left <= 0);
                return Optional.of(order.fault);
            }
        }
        return Optional.empty();
    }

    public int waiting() {
        return orders.size();
    }

    public void clear() {
        orders.clear();
    }
}
