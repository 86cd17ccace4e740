package org.postwall.server.wall;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells ISO 8601 times from other texts.
 *
 * <p>A date and a time, in the basic or the extended format; calendar, week or ordinal date; with or without a fraction
 * and an offset from UTC. Hour 24 ends a day and second 60 may be a leap second, as ISO 8601-1:2019, 4.3, says.
 */
final class Timestamps {
    private static final int LONGEST = 64;
    private static final Pattern EXTENDED = Pattern.compile("(\\d{4}-(?:\\d{2}-\\d{2}|W\\d{2}-\\d|\\d{3}))"
            + "T(\\d{2})(?::(\\d{2})(?::(\\d{2}))?)?([.,]\\d+)?(?:Z|[+-](\\d{2})(?::(\\d{2}))?)?");
    private static final Pattern BASIC = Pattern.compile("(\\d{4}(?:\\d{4}|W\\d{3}|\\d{3}))"
            + "T(\\d{2})(?:(\\d{2})(\\d{2})?)?([.,]\\d+)?(?:Z|[+-](\\d{2})(\\d{2})?)?");

    private Timestamps() {}

    static boolean valid(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        Matcher extended = EXTENDED.matcher(text);
        if (extended.matches()) {
            return time(extended) && date(extended.group(1));
        }
        Matcher basic = BASIC.matcher(text);
        return basic.matches() && time(basic) && date(dashed(basic.group(1)));
    }

    /** A date of the basic format in the extended one. */
    private static String dashed(String date) {
        String year = date.substring(0, 4);
        String rest = date.substring(4);
        if (rest.startsWith("W")) {
            return year + "-" + rest.substring(0, 3) + "-" + rest.substring(3);
        }
        return rest.length() == 3 ? year + "-" + rest : year + "-" + rest.substring(0, 2) + "-" + rest.substring(2);
    }

    private static boolean date(String text) {
        DateTimeFormatter format = text.contains("W")
                ? DateTimeFormatter.ISO_WEEK_DATE
                : text.length() == 8 ? DateTimeFormatter.ISO_ORDINAL_DATE : DateTimeFormatter.ISO_LOCAL_DATE;
        try {
            return LocalDate.parse(text, format) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean time(Matcher parts) {
        int hour = number(parts.group(2));
        int minute = number(parts.group(3));
        int second = number(parts.group(4));
        boolean endOfDay = hour == 24 && minute == 0 && second == 0;
        return (hour < 24 || endOfDay)
                && minute < 60
                && second <= 60
                && number(parts.group(6)) < 24
                && number(parts.group(7)) < 60;
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
