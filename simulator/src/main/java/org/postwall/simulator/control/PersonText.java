package org.postwall.simulator.control;

import org.postwall.simulator.text.CantParse;
import org.postwall.simulator.text.FormattedText;
import org.postwall.simulator.text.Formatting;
import org.postwall.simulator.world.Impossible;

/** The text of a person, with the entities they gave it and those that Telegram finds in it. */
final class PersonText {
    private static final int LONGEST = 4096;

    private PersonText() {}

    static FormattedText of(Body body, String field) {
        String text = body.text(field);
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw body.wrong(field, "at most " + LONGEST + " characters");
        }
        try {
            return Formatting.parse(text, null, body.array("entities").orElse(null));
        } catch (CantParse complaint) {
            throw new Impossible(400, complaint.getMessage());
        }
    }
}
