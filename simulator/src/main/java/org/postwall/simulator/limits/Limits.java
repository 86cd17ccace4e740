package org.postwall.simulator.limits;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.PrivateChat;

/**
 * Counts new messages per bot, per chat and per group, and says how long a bot has to wait that sends too many. Edits,
 * deletions and answers to taps are not counted.
 */
public final class Limits {
    /** How many messages a chat takes at once before one per second counts. */
    private static final int CHAT_BURST = 3;

    private static final int SWEEP_AT = 50_000;

    private final Clock clock;
    private LimitSettings settings = LimitSettings.TELEGRAM;
    private final Map<String, Bucket> buckets = new HashMap<>();

    public Limits(Clock clock) {
        this.clock = clock;
    }

    public LimitSettings settings() {
        return settings;
    }

    public void set(LimitSettings newSettings) {
        settings = newSettings;
        buckets.clear();
    }

    /** Seconds the bot must wait before it may send {@code count} messages there; 0 lets them pass and counts them. */
    public int admit(Bot bot, Chat chat, int count) {
        Instant now = clock.instant();
        if (buckets.size() > SWEEP_AT) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        List<Bucket> gates = gates(bot, chat, now);
        int wait = gates.stream()
                .mapToInt(gate -> gate.secondsUntil(count, now))
                .max()
                .orElse(0);
        if (wait == 0) {
            gates.forEach(gate -> gate.take(count));
        }
        return wait;
    }

    private List<Bucket> gates(Bot bot, Chat chat, Instant now) {
        int all = settings.messagesPerSecond();
        int each = settings.perChatPerSecond();
        int group = chat instanceof PrivateChat ? 0 : settings.perGroupPerMinute();
        String place = bot.id() + "/" + chat.id();
        return Stream.of(
                        gate("bot " + bot.id(), all, all, now),
                        gate("chat " + place, each == 0 ? 0 : Math.max(CHAT_BURST, each), each, now),
                        gate("group " + place, group, group / 60.0, now))
                .flatMap(List::stream)
                .toList();
    }

    private List<Bucket> gate(String name, double capacity, double perSecond, Instant now) {
        return capacity == 0
                ? List.of()
                : List.of(buckets.computeIfAbsent(name, key -> new Bucket(capacity, perSecond, now)));
    }
}
