package org.postwall.simulator.world;

import java.util.Optional;

/** How a person is called, and the language of their Telegram app (IETF tag). */
public record PersonName(
        String firstName, Optional<String> lastName, Optional<String> username, Optional<String> languageCode) {
    public static PersonName of(String firstName) {
        return new PersonName(firstName, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
