package org.postwall.bot.wall;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Shows a post's time: to the minute in UTC, as Telegram doesn't tell bots where a reader lives. */
final class Times {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int MOST = 40;

    private Times() {}

    /** The time in UTC; without a zone where it was sent without one; as it was sent where it can't be read. */
    static String show(String timestamp) {
        try {
            return MINUTES.format(OffsetDateTime.parse(timestamp).withOffsetSameInstant(ZoneOffset.UTC)) + " UTC";
        } catch (DateTimeException withoutZone) {
            try {
                return MINUTES.format(LocalDateTime.parse(timestamp));
            } catch (DateTimeException other) {
                return PageText.shorten(timestamp, MOST);
            }
        }
    }
}
