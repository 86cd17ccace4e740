package org.postwall.simulator.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links and e-mail addresses that Telegram finds in a text. */
final class Urls {
    /** Any visible sign; of general punctuation only joiners and dashes. */
    private static final String SIGN = "[[^\\p{Z}\\x{2000}-\\x{206f}\\n]\\x{200c}\\x{200d}\\x{2010}-\\x{2015}]";

    private static final String LABEL_SIGN = "[a-zA-Z0-9_~\\-[\\x{c0}-\\x{10ffff}&&" + SIGN + "]]";
    private static final String HOST_SIGN = "[." + LABEL_SIGN + "]";
    private static final String PATH_SIGN = "[" + SIGN + "&&[^<>\"\\x{ab}\\x{bb}]]";
    private static final String USER_SIGN = "[" + SIGN + "&&[^/?#\\[\\]{}()'`<>\"@\\x{ab}\\x{bb}]]";
    private static final String SCHEME = "(?i:(?<!s)http|https|(?<![ts])ftp|tonsite)://";

    private static final Pattern WEB = Pattern.compile(
            "(?:%1$s|(?<![%3$s\\p{L}\\p{N}/#@]))(?:%2$s++@)?(?<host>%4$s*+\\.%3$s*+)(?!@)(?<port>:[0-9]++)?(?<path>[/?#]%5$s*+)?"
                    .formatted(SCHEME, USER_SIGN, HOST_SIGN, LABEL_SIGN, PATH_SIGN));
    private static final Pattern TELEGRAM =
            Pattern.compile("(?i:tg|ton|tonsite)://[a-zA-Z0-9_-]{1,253}+(?<path>[/?#]%1$s*+)?".formatted(PATH_SIGN));
    private static final Pattern EMAIL = Pattern.compile(
            "(?:[a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}@"
                    + "(?:[a-z0-9](?:[a-z0-9_-]{0,28}[a-z0-9])?\\.){1,6}[a-z]{2,8}",
            Pattern.CASE_INSENSITIVE);
    private static final String NEVER_LAST = ".:;,('?!`";

    private Urls() {}

    static void find(String text, List<Entity> found) {
        if (text.contains("://")) {
            Matcher matcher = TELEGRAM.matcher(text);
            while (matcher.find()) {
                int end =
                        matcher.start("path") < 0 ? matcher.end() : pathEnd(text, matcher.start("path"), matcher.end());
                found.add(new Entity(Kind.URL, matcher.start(), end - matcher.start()));
            }
        }
        if (text.indexOf('.') >= 0) {
            Matcher matcher = WEB.matcher(text);
            while (matcher.find()) {
                web(text, matcher, found);
            }
        }
    }

    private static void web(String text, Matcher matcher, List<Entity> found) {
        int start = matcher.start();
        int end = end(text, matcher);
        String candidate = text.substring(start, end);
        int mail = candidate.startsWith("mailto:") ? 7 : 0;
        if (EMAIL.matcher(candidate.substring(mail)).matches()) {
            found.add(new Entity(Kind.EMAIL, start + mail, end - start - mail));
            return;
        }
        int path = Math.min(end, matcher.start("path") < 0 ? end : matcher.start("path"));
        int hostEnd = Math.min(end, matcher.end("host"));
        boolean schemed = text.substring(start, matcher.start("host")).contains("://");
        if (Domains.isReachable(text.substring(matcher.start("host"), hostEnd), schemed)) {
            int balanced = path + balanced(text.substring(path, end));
            found.add(new Entity(Kind.URL, start, balanced - start));
        }
    }

    /** Where a candidate ends without a wrong port, without a path that says nothing and without a sentence's punctuation. */
    private static int end(String text, Matcher matcher) {
        int end = matcher.end("host");
        boolean ported = matcher.start("port") >= 0;
        if (ported) {
            String port = matcher.group("port").substring(1).replaceFirst("^0+", "");
            if (port.isEmpty() || port.length() > 5 || Integer.parseInt(port) > 65535) {
                return end;
            }
            end = matcher.end("port");
        }
        if (matcher.start("path") >= 0) {
            end = pathEnd(text, matcher.start("path"), matcher.end());
        }
        while (!ported && end > matcher.start("host") && text.charAt(end - 1) == '.') {
            end--;
        }
        return end;
    }

    private static int pathEnd(String text, int path, int matchEnd) {
        int end = matchEnd;
        while (end > path + 1 && NEVER_LAST.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end == path + 1 && text.charAt(path) != '/' ? path : end;
    }

    /** How much of a path stands before a bracket that closes none of its own. */
    private static int balanced(String path) {
        int[] depth = new int[3];
        int end = 0;
        while (end < path.length()) {
            char c = path.charAt(end);
            int opens = "([{".indexOf(c);
            int closes = ")]}".indexOf(c);
            if (opens >= 0) {
                depth[opens]++;
            } else if (closes >= 0 && --depth[closes] < 0) {
                break;
            }
            end++;
        }
        while (end > 0 && end < path.length() && NEVER_LAST.indexOf(path.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
