package org.postwall.simulator.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands, names, tags, links and numbers that Telegram finds in a text by itself. They may still intersect. */
final class FoundEntities {
    private static final String WORD = "\\p{L}\\p{N}_";
    private static final String TAG = "\\p{L}\\p{Nd}_\\x{200c}\\x{b7}\\x{d80}-\\x{dff}";
    private static final String BOT = "@[a-zA-Z0-9_]{3,32}+";

    private static final Pattern MENTION =
            Pattern.compile("(?<![%1$s])@(?:(?i:gif|nft|pic|ufc|vid)|[a-zA-Z0-9_]{4,32}+)(?![%1$s])".formatted(WORD));
    private static final Pattern COMMAND =
            Pattern.compile("(?<![%1$s/<>])/[a-zA-Z0-9_]{1,64}+(?:%2$s|(?!@))(?![%1$s/<>])".formatted(WORD, BOT));
    private static final Pattern HASHTAG = Pattern.compile(
            "(?<![%1$s])#(?:([%1$s]{1,256}+)(?![%1$s])(?:%2$s)?+(?!#)|([%1$s]{256})[%1$s]++(?!#))".formatted(TAG, BOT));
    private static final Pattern CASHTAG = Pattern.compile(
            "(?<![%1$s$])\\$(?:1INCH|[A-Z]{1,8}+)(?:%2$s(?![a-zA-Z0-9_]))?+(?![%1$s$])".formatted(TAG, BOT));
    private static final Pattern PHONE =
            Pattern.compile("(?<![%1$s+])\\+[0-9](?:[ ()-]{0,2}[0-9]){9,14}(?![%1$s-])".formatted(WORD));
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private FoundEntities() {}

    static List<Entity> in(String text) {
        List<Entity> found = new ArrayList<>();
        find(found, text, '@', MENTION, Kind.MENTION);
        find(found, text, '/', COMMAND, Kind.BOT_COMMAND);
        find(found, text, '$', CASHTAG, Kind.CASHTAG);
        find(found, text, '+', PHONE, Kind.PHONE_NUMBER);
        if (text.indexOf('#') >= 0) {
            hashtags(found, text);
        }
        BankCards.find(text, found);
        Urls.find(text, found);
        return found;
    }

    private static void find(List<Entity> found, String text, char sign, Pattern pattern, Kind kind) {
        if (text.indexOf(sign) >= 0) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.add(new Entity(kind, matcher.start(), matcher.end() - matcher.start()));
            }
        }
    }

    /** A tag needs a letter; one that is too long ends after 256 signs. */
    private static void hashtags(List<Entity> found, String text) {
        Matcher matcher = HASHTAG.matcher(text);
        while (matcher.find()) {
            boolean whole = matcher.group(1) != null;
            if (LETTER.matcher(matcher.group(whole ? 1 : 2)).find()) {
                int end = whole ? matcher.end() : matcher.end(2);
                found.add(new Entity(Kind.HASHTAG, matcher.start(), end - matcher.start()));
            }
        }
    }
}
