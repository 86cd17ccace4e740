package org.postwall.server.broadcast;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.FieldError;

/** The numbers of a path or a query: 422 naming every wrong one. */
final class Query {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private final RoutingContext request;
    private final List<FieldError> errors = new ArrayList<>();

    Query(RoutingContext request) {
        this.request = request;
    }

    long after(long fallback) {
        return number("after", fallback, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** How many at most. */
    int limit() {
        return (int) number("limit", 100, 1, 1000);
    }

    /** One of these words, if any. */
    Optional<String> word(String name, Set<String> words) {
        String text = request.queryParams().get(name);
        if (text != null && !words.contains(text)) {
            errors.add(new FieldError(name, "must be one of " + String.join(", ", new TreeSet<>(words))));
        }
        return Optional.ofNullable(text);
    }

    void check() {
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }

    private long number(String name, long fallback, long least, long most) {
        String text = request.queryParams().get(name);
        if (text == null) {
            return fallback;
        }
        if (!WHOLE.matcher(text).matches()) {
            errors.add(new FieldError(name, "must be a whole number"));
            return fallback;
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            errors.add(new FieldError(name, "must be from %d to %d".formatted(least, most)));
        }
        return number;
    }

    /** A number that is a step of the path. */
    static long path(RoutingContext request, String name) {
        String text = request.pathParam(name);
        if (!WHOLE.matcher(text).matches()) {
            throw ApiException.invalid(name, "must be a whole number");
        }
        return Long.parseLong(text);
    }
}
