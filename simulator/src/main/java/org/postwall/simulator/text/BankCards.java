package org.postwall.simulator.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bank cards in a text: 13 to 19 digits in groups, with a right check digit (ISO/IEC 7812). */
final class BankCards {
    private static final Pattern CANDIDATE =
            Pattern.compile("(?<![\\p{L}\\p{N}_.,+-])[0-9](?:[ -]?[0-9]){12,18}+(?![\\p{L}\\p{N}_-]| [0-9])");

    private BankCards() {}

    static void find(String text, List<Entity> found) {
        Matcher matcher = CANDIDATE.matcher(text);
        while (matcher.find()) {
            if (sound(matcher.group().replaceAll("[ -]", ""))) {
                found.add(new Entity(Kind.BANK_CARD_NUMBER, matcher.start(), matcher.end() - matcher.start()));
            }
        }
    }

    private static boolean sound(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = digit < 5 ? 2 * digit : 2 * digit - 9;
            sum += i % 2 == 0 ? digit : doubled;
        }
        return sum % 10 == 0;
    }
}
