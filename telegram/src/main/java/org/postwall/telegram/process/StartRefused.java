package org.postwall.telegram.process;

/** A start that can't go on for a reason its operator can mend; the message says which and how. */
public class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
