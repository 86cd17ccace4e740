package org.postwall.server.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.impl.codec.json.JsonObjectCodec;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.codecs.configuration.CodecRegistries;

/**
 * The client of MongoDB, bounded in time and size.
 *
 * <p>What a connection string says of read and write concern, read preference, time limits and pool is overruled: it can't
 * weaken what is promised. Writes are acknowledged when a majority of the replica set has them in its journal, which on a single server means
 * its own journal; reads go to the primary and see only such writes, so nothing that a failover could roll back is ever
 * shown.
 */
public final class MongoStore {
    private static final Duration SELECTION = Duration.ofSeconds(2);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** A frozen MongoDB is known as such after this and the time to connect: then nothing waits for it any more. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    /** A request may wait for the failure of one command before its own: together less than 15 s. */
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** Two commands in a row, after waiting for two of others, stay below 15 s. */
    private static final Duration LONGEST = Duration.ofMillis(3500);

    private static final int CONNECTIONS = 32;

    private final MongoClient client;

    private MongoStore(MongoClient client) {
        this.client = client;
    }

    /** Connects in the background: an absent MongoDB is noticed by the first command, after 2 s. */
    public static MongoStore open(Vertx vertx, MongoSettings settings) {
        MongoClientSettings.Builder builder = MongoClientSettings.builder();
        settings.uri().ifPresentOrElse(uri -> builder.applyConnectionString(new ConnectionString(uri)), () -> {
            ServerAddress address = new ServerAddress(settings.host(), settings.port());
            builder.applyToClusterSettings(cluster -> cluster.hosts(List.of(address)));
        });
        settings.user()
                .ifPresent(user -> builder.credential(MongoCredential.createCredential(
                        user, "admin", settings.password().orElse("").toCharArray())));
        builder.writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SELECTION.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool ->
                        pool.minSize(0).maxSize(CONNECTIONS).maxWaitTime(SELECTION.toMillis(), TimeUnit.MILLISECONDS));
        JsonObject config = new JsonObject().put("db_name", settings.database());
        // Settings made by hand come without the codec of the client's own JSON type.
        builder.codecRegistry(CodecRegistries.fromRegistries(
                CodecRegistries.fromCodecs(new JsonObjectCodec(config)),
                MongoClientSettings.getDefaultCodecRegistry()));
        return new MongoStore(MongoClient.createWithMongoSettings(
                vertx, config, UUID.randomUUID().toString(), builder.build()));
    }

    public MongoClient client() {
        return client;
    }

    /** Whether MongoDB answers now. */
    public Future<Void> ping() {
        return client.runCommand("ping", new JsonObject().put("ping", 1)).mapEmpty();
    }

    /**
     * The same future, failed where it takes so long that whoever asked must be answered. What goes wrong in MongoDB or
     * on the way to it fails with a {@link StoreFailure}.
     */
    public <T> Future<T> limited(Future<T> command) {
        return patient(command.timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** As {@link #limited}, for what takes its time and nobody waits for. */
    public <T> Future<T> patient(Future<T> command) {
        return command.recover(error -> Future.failedFuture(
                error instanceof TimeoutException || MongoErrors.theirs(error) ? new StoreFailure(error) : error));
    }

    /** Whether {@code write} happened; not where MongoDB found the id or a unique field taken. */
    public static Future<Boolean> unlessTaken(Future<?> write) {
        return write.map(true)
                .recover(
                        error -> MongoErrors.taken(error) ? Future.succeededFuture(false) : Future.failedFuture(error));
    }

    /**
     * Which documents of an unordered bulk of inserts were refused because their id or a unique field is taken, by index;
     * fails where anything else went wrong.
     */
    public static Future<List<Integer>> takenOf(Future<?> inserts) {
        return inserts.map(List.<Integer>of())
                .recover(error -> MongoErrors.onlyTaken(error)
                        ? Future.succeededFuture(MongoErrors.indexes(error))
                        : Future.failedFuture(error));
    }

    public Future<Void> close() {
        return client.close();
    }
}
