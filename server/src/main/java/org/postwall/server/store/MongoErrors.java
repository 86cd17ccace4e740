package org.postwall.server.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import java.util.Set;

/** Whose fault an error of MongoDB's driver is. */
final class MongoErrors {
    /**
     * What MongoDB says of a command or document that it will never take: BadValue, FailedToParse, TypeMismatch,
     * Location17280 and 10334 (too long), DollarPrefixedFieldName, InvalidOptions, DocumentValidationFailure,
     * CommandNotFound, CommandNotSupported, unknown fields.
     *
     * <p>Source: {@code error_codes.yml} of MongoDB.
     */
    private static final Set<Integer> OURS = Set.of(2, 9, 14, 52, 59, 72, 115, 121, 10_334, 17_280, 40_415);

    private MongoErrors() {}

    /** Whether it may go away without a change of this program: MongoDB is away, full, busy, or changes its primary. */
    static boolean theirs(Throwable error) {
        if (error instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().stream().noneMatch(each -> OURS.contains(each.getCode()));
        }
        return error instanceof MongoException failure && !OURS.contains(failure.getCode());
    }
}
