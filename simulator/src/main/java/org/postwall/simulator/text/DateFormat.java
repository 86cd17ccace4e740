package org.postwall.simulator.text;

/** How a point in time is to be shown: Bot API, "Date-time entity formatting". */
final class DateFormat {
    private DateFormat() {}

    /** The format as Telegram gives it back: "r", or day of the week, date and time in this order. */
    static String checked(String format) {
        if (format.equals("r") || format.equals("R")) {
            return "r";
        }
        for (int i = 0; i < format.length(); i++) {
            if ("tTdDwW".indexOf(format.charAt(i)) < 0) {
                throw CantParse.entities("Invalid date format used");
            }
        }
        String day = format.contains("w") || format.contains("W") ? "w" : "";
        return day + first(format, "d", "D") + first(format, "t", "T");
    }

    private static String first(String format, String small, String large) {
        return format.contains(small) ? small : format.contains(large) ? large : "";
    }
}
