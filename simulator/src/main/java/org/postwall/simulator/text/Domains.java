package org.postwall.simulator.text;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which host names Telegram takes for such in running text: those of a known top level, or any behind a scheme; and IPv4. */
final class Domains {
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    private static final Set<String> TOP_LEVELS = topLevels();

    private Domains() {}

    static boolean isReachable(String host, boolean schemed) {
        List<String> parts = List.of(host.split("\\.", -1));
        boolean shaped = parts.size() > 1
                && parts.stream().allMatch(part -> !part.isEmpty() && part.length() < 64 && !part.endsWith("-"));
        if (!shaped) {
            return false;
        }
        if (IPV4.matcher(host).matches()) {
            return true;
        }
        String top = parts.get(parts.size() - 1);
        boolean numbersOnly = host.chars().allMatch(c -> c == '.' || Ascii.isDigit((char) c));
        boolean underscored = parts.get(parts.size() - 2).indexOf('_') >= 0;
        return !numbersOnly && !underscored && isTopLevel(top, schemed);
    }

    private static boolean isTopLevel(String top, boolean schemed) {
        if (top.startsWith("xn--")) {
            return top.length() > 5 && top.substring(4).chars().allMatch(c -> Ascii.isLetterOrDigit((char) c));
        }
        if (top.codePointCount(0, top.length()) < 2 || top.indexOf('_') >= 0 || top.indexOf('-') >= 0) {
            return false;
        }
        return schemed || isKnown(top);
    }

    private static boolean isKnown(String top) {
        String lower = top.toLowerCase(Locale.ROOT);
        // "end.Then" is a forgotten space, not a host.
        boolean sentence = !lower.equals(top) && lower.substring(1).equals(top.substring(1));
        return !sentence && TOP_LEVELS.contains(lower);
    }

    /** The countries of ISO 3166 and the top levels that people meet; the full root zone would add names nobody types. */
    private static Set<String> topLevels() {
        Set<String> all = new HashSet<>(Set.of(
                "com net org info biz edu gov mil int arpa name pro mobi aero coop museum jobs travel asia cat tel post xxx",
                "app dev page web site website online store shop blog cloud host hosting tech technology digital agency",
                "academy accountant actor art audio auto bar beer best bet bike bio black blue bot buzz cab cafe camera camp",
                "capital car cards care career cars cash casino center chat cheap church city claims clinic click clothing",
                "club coach codes coffee community company computer consulting cool credit dance data date deals delivery design",
                "direct directory dog domains download earth eco education email energy engineer engineering events exchange",
                "expert express family fan farm fashion film finance fish fit flights fm football forum foundation fun fund",
                "gallery game games garden gift gifts global gold golf google graphics green group guide guru health help",
                "hotel house how immo inc industries ink institute insurance international investments jewelry kim kitchen",
                "land lat law legal life lighting limited link live loan lol london love ltd management map market marketing",
                "mba media men menu moda moe money monster moscow movie music network news ninja onion one ooo paris partners",
                "parts party pay pet phone photo photography photos pics pictures pink pizza place plus poker porn press",
                "productions promo properties pub radio red rent repair report rest review reviews rocks run sale school",
                "science security services sex show singles ski social software solar solutions space stream studio style",
                "supply support surf systems talk tatar tattoo tax taxi team tennis theater tips today tokyo ton tools top tours town",
                "toys trade training tube university vacations ventures vet video villas vin vip vision vote voyage watch",
                "webcam wedding wiki win wine work works world wtf xyz yandex yoga you youtube zip zone ac eu su uk",
                "рф рус москва сайт онлайн орг ком дети укр бел бг срб мкд мон қаз ею"));
        Set<String> known = new HashSet<>();
        all.forEach(line -> known.addAll(List.of(line.split(" ", -1))));
        for (String country : Locale.getISOCountries()) {
            known.add(country.toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(known);
    }
}
