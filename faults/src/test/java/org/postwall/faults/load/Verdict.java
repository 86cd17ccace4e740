package org.postwall.faults.load;

/**
 * What became of the promises. {@code lost}: acknowledged, not on the wall. {@code doubled}: on the wall more than once.
 * {@code moved}: there, but not under the acknowledged number. {@code foreign}: there, but never written.
 */
public record Verdict(long tried, long acknowledged, long lost, long doubled, long moved, long foreign) {
    public boolean kept() {
        return acknowledged > 0 && lost == 0 && doubled == 0 && moved == 0 && foreign == 0;
    }

    @Override
    public String toString() {
        return acknowledged + " of " + tried + " posts acknowledged, " + lost + " lost, " + doubled + " doubled"
                + (moved + foreign > 0 ? ", " + moved + " under another number, " + foreign + " never written" : "");
    }
}
