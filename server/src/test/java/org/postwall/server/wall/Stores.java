package org.postwall.server.wall;

import java.io.IOException;
import java.util.Optional;
import org.postwall.server.store.MongoSettings;
import org.postwall.telegram.redis.RedisSettings;

/** A MongoDB and a Redis to be mistreated. */
interface Stores extends AutoCloseable {
    MongoSettings mongo(String database);

    Optional<RedisSettings> redis();

    /** Lets Redis neither answer nor go away. */
    void freezeRedis() throws Exception;

    void thawRedis() throws Exception;

    void emptyRedis() throws Exception;

    /** Takes Redis away without a word. */
    void killRedis() throws Exception;

    /** Brings a killed Redis back at the same address. */
    void restartRedis() throws Exception;

    @Override
    void close() throws IOException;
}
