package org.postwall.simulator.world;

/** Something a person or a tester asked for that can't be; says why in a sentence, with an HTTP status. */
public final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public Impossible(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /** 400: asked wrongly; 404: of something that isn't there; 409: not now. */
    public int status() {
        return status;
    }
}
