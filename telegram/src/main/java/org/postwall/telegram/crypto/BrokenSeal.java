package org.postwall.telegram.crypto;

/** A sealed text that can't be opened: it was changed, sealed for something else, or under another key. */
public final class BrokenSeal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenSeal(String purpose) {
        super("the sealed " + purpose + " was changed, or sealed for something else or under another key");
    }
}
