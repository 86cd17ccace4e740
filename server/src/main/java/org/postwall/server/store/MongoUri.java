package org.postwall.server.store;

import com.mongodb.ConnectionString;
import java.util.Optional;

/** A connection string as the MongoDB driver reads it; it may hold a password, so it is never printed. */
public final class MongoUri {
    private MongoUri() {}

    /** Whether the driver will take it. */
    public static boolean isGood(String uri) {
        return uri.startsWith("mongodb+srv://") || parse(uri).isPresent();
    }

    /** The database that it names. */
    public static Optional<String> database(String uri) {
        return parse(uri).map(ConnectionString::getDatabase);
    }

    private static Optional<ConnectionString> parse(String uri) {
        try {
            return Optional.of(new ConnectionString(uri));
        } catch (RuntimeException e) {
            return Optional.empty(); // Its words may repeat the password.
        }
    }
}
