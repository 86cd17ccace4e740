package org.postwall.server.store;

/**
 * A store didn't do what it was asked for, for reasons of its own: it is away, full, slow, or between two primaries.
 *
 * <p>Nobody knows whether a write happened. Trying again later may help, so clients are told 503; whatever fails in
 * another way is a fault of this program.
 */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFailure(String message) {
        super(message);
    }

    public StoreFailure(Throwable cause) {
        super(cause.toString(), cause);
    }
}
