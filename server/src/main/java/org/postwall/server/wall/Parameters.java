package org.postwall.server.wall;

import io.vertx.core.MultiMap;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.FieldError;

/** Whole numbers of a query string: 422 naming every parameter that is wrong. Numbers beyond a long count as the largest one. */
final class Parameters {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,100}");
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final MultiMap query;
    private final List<FieldError> errors = new ArrayList<>();

    Parameters(MultiMap query) {
        this.query = query;
    }

    long number(String name, long fallback, long least) {
        String text = query.get(name);
        if (text == null) {
            return fallback;
        }
        if (!WHOLE.matcher(text).matches()) {
            errors.add(new FieldError(name, "must be a whole number"));
            return fallback;
        }
        long number = saturated(text);
        if (number < least) {
            errors.add(new FieldError(name, "must be at least " + least));
        }
        return number;
    }

    void check() {
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }

    static boolean whole(String text) {
        return WHOLE.matcher(text).matches();
    }

    /** The value of {@code text}, or the nearest long. */
    static long saturated(String text) {
        BigInteger value = new BigInteger(text);
        return value.min(LARGEST).max(LARGEST.negate()).longValue();
    }
}
