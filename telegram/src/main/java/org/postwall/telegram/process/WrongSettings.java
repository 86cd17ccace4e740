package org.postwall.telegram.process;

import java.util.List;

/** The settings a start was refused for: every wrong or missing one at once, a line each. */
public final class WrongSettings extends StartRefused {
    private static final long serialVersionUID = 1L;

    private final transient List<String> complaints;

    public WrongSettings(List<String> complaints) {
        super("Wrong settings:\n  " + String.join("\n  ", complaints));
        this.complaints = List.copyOf(complaints);
    }

    public List<String> complaints() {
        return complaints;
    }
}
