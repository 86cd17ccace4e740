package org.postwall.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwall.server.store.StoreFailure;

/**
 * A request refused, or not possible now: an HTTP status and words for the client.
 *
 * <p>{@code detail} and {@code errors} are public: they are answered as they stand. What only the operator may know goes
 * into the cause. {@link Failures} writes the answer; nobody else does.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    private final int status;
    private final transient List<FieldError> errors;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<String> challenge;
    private final transient Set<String> allow;

    private ApiException(
            int status,
            String detail,
            List<FieldError> errors,
            Optional<Duration> retryAfter,
            Optional<String> challenge,
            Set<String> allow,
            Throwable cause) {
        // No stack trace: a refusal is an answer, and a flood of bad requests must stay cheap.
        super(detail, cause, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.challenge = challenge;
        this.allow = Set.copyOf(allow);
    }

    /** Any status that has no factory of its own. */
    public static ApiException status(int status, String detail) {
        return new ApiException(status, detail, List.of(), Optional.empty(), Optional.empty(), Set.of(), null);
    }

    /** 400: the request can't be read at all, so no field can be named. */
    public static ApiException unreadable(String detail) {
        return status(400, detail);
    }

    /** 401: the caller is unknown; {@code challenge} is the value of {@code WWW-Authenticate} (RFC 9110, 11.6.1). */
    public static ApiException unauthorized(String detail, String challenge) {
        return new ApiException(401, detail, List.of(), Optional.empty(), Optional.of(challenge), Set.of(), null);
    }

    /** 403: the caller is known and may not do this. */
    public static ApiException forbidden(String detail) {
        return status(403, detail);
    }

    /** 403 with the challenge that names what is missing (RFC 6750, 3.1). */
    public static ApiException forbidden(String detail, String challenge) {
        return new ApiException(403, detail, List.of(), Optional.empty(), Optional.of(challenge), Set.of(), null);
    }

    public static ApiException notFound(String detail) {
        return status(404, detail);
    }

    /** 405: what is there answers only to the methods in {@code allow}. */
    public static ApiException methodNotAllowed(Set<String> allow) {
        String detail = "Allowed here: " + String.join(", ", new TreeSet<>(allow)) + ".";
        return new ApiException(405, detail, List.of(), Optional.empty(), Optional.empty(), allow, null);
    }

    /** 409: what exists doesn't allow it. */
    public static ApiException conflict(String detail) {
        return status(409, detail);
    }

    /** 413: the body is longer than {@code limit} bytes. */
    public static ApiException tooLarge(int limit) {
        return status(413, "The body may have at most %d bytes.".formatted(limit));
    }

    /** 422: fields that were read and are wrong, all of them at once. */
    public static ApiException invalid(List<FieldError> errors) {
        String detail = errors.size() == 1 ? "One field is wrong." : errors.size() + " fields are wrong.";
        return new ApiException(422, detail, errors, Optional.empty(), Optional.empty(), Set.of(), null);
    }

    /** 422: one field, parameter or header that was read and is wrong. */
    public static ApiException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** 429: too many requests; welcome again after {@code retryAfter}. */
    public static ApiException tooMany(String detail, Duration retryAfter) {
        return new ApiException(429, detail, List.of(), Optional.of(retryAfter), Optional.empty(), Set.of(), null);
    }

    /** 503: not possible now; likely possible after {@code retryAfter}. */
    public static ApiException unavailable(String detail, Duration retryAfter) {
        return unavailable(detail, retryAfter, null);
    }

    /** 503 with the reason for the log. */
    public static ApiException unavailable(String detail, Duration retryAfter, Throwable cause) {
        return new ApiException(503, detail, List.of(), Optional.of(retryAfter), Optional.empty(), Set.of(), cause);
    }

    /** As {@link #known(Throwable, String)}, where the words need not say what isn't possible. */
    public static Throwable known(Throwable error) {
        return known(error, "The store doesn't answer.");
    }

    /** 503 with {@code detail} for a {@link StoreFailure}; refusals, and faults of our own, stay what they are. */
    public static Throwable known(Throwable error, String detail) {
        return error instanceof StoreFailure ? unavailable(detail, STORE_RETRY, error) : error;
    }

    public int status() {
        return status;
    }

    /** What the client is told. */
    public String detail() {
        return getMessage();
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** When to try again; at least a second on the wire. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** The value of {@code WWW-Authenticate}. */
    public Optional<String> challenge() {
        return challenge;
    }

    /** The methods of {@code Allow}; empty where the answer has no such header. */
    public Set<String> allow() {
        return allow;
    }
}
