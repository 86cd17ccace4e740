package org.postwall.server.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import java.util.List;
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

    private static final int DUPLICATE_KEY = 11_000;

    private MongoErrors() {}

    /** Whether it may go away without a change of this program: MongoDB is away, full, busy, or changes its primary. */
    static boolean theirs(Throwable error) {
        if (error instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().stream().noneMatch(each -> OURS.contains(each.getCode()));
        }
        return error instanceof MongoException failure && !OURS.contains(failure.getCode());
    }

    /** Whether a single write was refused because its id, or a unique field of it, is taken. */
    static boolean taken(Throwable error) {
        return error instanceof MongoException refusal && refusal.getCode() == DUPLICATE_KEY;
    }

    /** Whether a bulk was carried out but for writes whose id, or a unique field, is taken. */
    static boolean onlyTaken(Throwable error) {
        return error instanceof MongoBulkWriteException bulk
                && bulk.getWriteConcernError() == null
                && bulk.getWriteErrors().stream().allMatch(each -> each.getCode() == DUPLICATE_KEY);
    }

    /** Which writes of a bulk were refused. */
    static List<Integer> indexes(Throwable refused) {
        return ((MongoBulkWriteException) refused)
                .getWriteErrors().stream().map(BulkWriteError::getIndex).toList();
    }
}
