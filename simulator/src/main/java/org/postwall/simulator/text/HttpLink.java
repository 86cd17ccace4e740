package org.postwall.simulator.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link to the web, taken apart the lenient way Telegram does it (RFC 3986 plus plain UTF-8).
 *
 * @param user what stands before "@"; empty where nothing does
 * @param host in lower case; an IPv6 address in brackets
 * @param port 0 where none is named
 * @param path with query and fragment, beginning with "/"
 */
record HttpLink(boolean secure, String user, String host, int port, String path) {
    private static final Pattern PARTS = Pattern.compile("(?:([^:/?#@\\[\\]]*)://)?([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(?:(.*)@)?(.*?)(?::([^:\\]@]*))?", Pattern.DOTALL);
    private static final String SIGNS = "(?:[A-Za-z0-9.\\-_!$,~*'();&+=%s\\x{80}-\\x{10ffff}]|%%[0-9A-Fa-f]{2})";
    private static final Pattern HOST = Pattern.compile(SIGNS.formatted("") + "+");
    private static final Pattern USER = Pattern.compile(SIGNS.formatted(":") + "*");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*]");

    /** Takes a link apart; without a scheme it is one of http. */
    static Optional<HttpLink> parse(String link) {
        Matcher parts = PARTS.matcher(link);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group(1) == null ? "http" : Ascii.lower(parts.group(1));
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        if (!authority.matches() || !(scheme.equals("http") || scheme.equals("https"))) {
            return Optional.empty();
        }
        String user = authority.group(1) == null ? "" : authority.group(1);
        String host = Ascii.lower(authority.group(2));
        int port = port(authority.group(3));
        boolean understood = port >= 0
                && !host.equals(".")
                && (host.startsWith("[") ? IPV6 : HOST).matcher(host).matches()
                && USER.matcher(user).matches();
        return understood
                ? Optional.of(new HttpLink(scheme.equals("https"), user, host, port, path(parts.group(3))))
                : Optional.empty();
    }

    /** Whether nothing but host and path was named. */
    boolean isBare() {
        return !secure && user.isEmpty() && port == 0 && !host.startsWith("[");
    }

    /** @return 0 for no port, -1 for a wrong one */
    private static int port(String digits) {
        if (digits == null) {
            return 0;
        }
        String number = digits.replaceFirst("^0+(?=.)", "");
        boolean right = number.matches("[1-9][0-9]{0,4}") && Integer.parseInt(number) <= 65535;
        return right ? Integer.parseInt(number) : -1;
    }

    private static String path(String rest) {
        String trimmed = rest.stripTrailing();
        StringBuilder path = new StringBuilder(trimmed.startsWith("/") ? "" : "/");
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c <= ' ') {
                path.append('%')
                        .append(Character.forDigit(c / 16, 16))
                        .append(Character.toUpperCase(Character.forDigit(c % 16, 16)));
            } else {
                path.append(c);
            }
        }
        return path.toString();
    }

    @Override
    public String toString() {
        String before = (secure ? "https://" : "http://") + (user.isEmpty() ? "" : user + "@");
        return before + host + (port == 0 ? "" : ":" + port) + path;
    }
}
