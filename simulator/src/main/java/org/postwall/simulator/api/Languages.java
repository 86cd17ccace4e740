package org.postwall.simulator.api;

import java.util.regex.Pattern;

/** The {@code language_code} of a call: two letters (ISO 639-1), or empty for everybody else. */
final class Languages {
    private static final Pattern CODE = Pattern.compile("([a-z]{2})?");

    private Languages() {}

    static String read(Call call) {
        String code = call.text("language_code");
        if (!CODE.matcher(code).matches()) {
            throw Refusal.bad("invalid language code specified");
        }
        return code;
    }
}
