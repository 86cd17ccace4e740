package org.postwall.server.store;

import java.util.Optional;

/**
 * Where MongoDB is and who we are there.
 *
 * @param uri a connection string that wins over host, port and account (replica sets)
 * @param host name or address; empty where {@code uri} is given
 * @param database name of our database
 * @param user account, looked up in the database {@code admin}
 * @param password the account's password, any characters
 */
public record MongoSettings(
        Optional<String> uri,
        String host,
        int port,
        String database,
        Optional<String> user,
        Optional<String> password) {

    /** Without passwords: connection strings hold one too. */
    @Override
    public String toString() {
        return "MongoDB[%s, database=%s, user=%s]"
                .formatted(uri.map(u -> "by MONGO_URI").orElse(host + ":" + port), database, user.orElse("none"));
    }
}
