package org.postwall.simulator.text;

import java.util.Optional;
import java.util.OptionalLong;

/** Which links Telegram accepts in formatting and in buttons, and how it writes them. */
public final class Links {
    private Links() {}

    /** What a link to {@code tg://emoji} or {@code tg://time} stands for. */
    record Marker(Kind kind, String argument) {}

    /**
     * The link as Telegram keeps it, with scheme and path: {@code example.com} becomes {@code http://example.com/}.
     *
     * @return empty for what Telegram takes for no link
     */
    public static Optional<String> checked(String link) {
        String lower = Ascii.lower(link);
        for (String scheme : new String[] {"tg:", "ton:", "tonsite:"}) {
            if (lower.startsWith(scheme)) {
                String rest = link.substring(scheme.length());
                return inner(scheme, rest.startsWith("//") ? rest.substring(2) : rest);
            }
        }
        return HttpLink.parse(link)
                .filter(http -> http.host().indexOf('.') >= 0 || http.host().startsWith("["))
                .map(HttpLink::toString);
    }

    private static Optional<String> inner(String scheme, String rest) {
        boolean site = scheme.equals("tonsite:");
        return HttpLink.parse(rest)
                .filter(http -> http.isBare() && !Ascii.lower(rest).startsWith("http://"))
                .filter(http -> http.host()
                        .chars()
                        .allMatch(c -> Ascii.isLetterOrDigit((char) c) || c == '-' || c == '_' || (site && c == '.')))
                .map(http -> {
                    String path = http.path().startsWith("/?") ? http.path().substring(1) : http.path();
                    return scheme + "//" + http.host() + path;
                });
    }

    /** The person of {@code tg://user?id=...}. */
    static OptionalLong person(String link) {
        return parameter(Ascii.lower(link), "user", "id")
                .filter(id -> id.matches("[1-9][0-9]{0,15}"))
                .map(id -> OptionalLong.of(Long.parseLong(id)))
                .orElse(OptionalLong.empty());
    }

    /** The custom emoji or the point in time that a link in MarkdownV2 names. */
    static Marker marker(String link) {
        Optional<String> emoji = parameter(link, "emoji", "id").filter(Links::isNumber);
        if (emoji.isPresent()) {
            return new Marker(Kind.CUSTOM_EMOJI, emoji.get());
        }
        return parameter(link, "time", "unix")
                .filter(time -> time.matches("[1-9][0-9]{0,9}") && Long.parseLong(time) <= Integer.MAX_VALUE)
                .map(time -> new Marker(
                        Kind.DATE_TIME,
                        time + ":"
                                + DateFormat.checked(
                                        parameter(link, "time", "format").orElse(""))))
                .orElseThrow(() -> CantParse.entities("Invalid tg://emoji or tg://time URL specified"));
    }

    /** The number of a custom emoji, refused in Telegram's words where it is none. */
    static String emojiNumber(String number) {
        if (!isNumber(number)) {
            throw CantParse.entities("Invalid custom emoji identifier specified");
        }
        return number;
    }

    static boolean isNumber(String number) {
        try {
            return number.matches("-?[1-9][0-9]{0,18}") && Long.parseLong(number) != 0;
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    /** The first value of a parameter in {@code tg://host?name=value#...}. */
    private static Optional<String> parameter(String link, String host, String name) {
        if (!Ascii.lower(link).startsWith("tg:")) {
            return Optional.empty();
        }
        String rest = link.substring(link.startsWith("//", 3) ? 5 : 3);
        int query = host.length() + (rest.startsWith("/", host.length()) ? 1 : 0);
        if (!Ascii.lower(rest).startsWith(host) || !rest.startsWith("?", query)) {
            return Optional.empty();
        }
        int fragment = rest.indexOf('#');
        String parameters = rest.substring(query + 1, fragment < 0 ? rest.length() : Math.max(fragment, query + 1));
        for (String parameter : parameters.split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                return Optional.of(parameter.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
