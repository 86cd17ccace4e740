package org.postwall.telegram.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes the clients of Redis that the settings ask for, one for each connection. */
final class RedisClients {
    private final Vertx vertx;
    private final RedisSettings settings;
    private final Duration limit;
    private int attempts;

    /** @param limit how long a connection may take to be made */
    RedisClients(Vertx vertx, RedisSettings settings, Duration limit) {
        this.vertx = vertx;
        this.settings = settings;
        this.limit = limit;
    }

    /** A client for the next attempt: each begins with another of the addresses, for one may be silent. */
    Redis next() {
        List<String> endpoints = new ArrayList<>(
                settings.addresses().stream().map(RedisAddress::uri).toList());
        Collections.rotate(endpoints, -attempts++ % endpoints.size());
        RedisOptions options = new RedisOptions()
                .setEndpoints(endpoints)
                .setPoolRecycleTimeout(-1)
                .setNetClientOptions(new NetClientOptions()
                        .setConnectTimeout((int) limit.toMillis())
                        .setTcpKeepAlive(true));
        settings.user().ifPresent(options::setUser);
        settings.password().ifPresent(options::setPassword);
        switch (settings.type()) {
            case STANDALONE ->
                options.setType(RedisClientType.STANDALONE).setMaxPoolSize(1).setMaxPoolWaiting(1);
            // No failover inside the client: it would move a session to a master that may lack its latest writes.
            case SENTINEL ->
                options.setType(RedisClientType.SENTINEL)
                        .setRole(RedisRole.MASTER)
                        .setMasterName(settings.master())
                        .setAutoFailover(false)
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1);
            // Per node one connection for commands, and one to look where the slots are now.
            case CLUSTER ->
                options.setType(RedisClientType.CLUSTER).setMaxPoolSize(2).setMaxPoolWaiting(8);
        }
        return Redis.createClient(vertx, options);
    }

    /**
     * Fails where a connection leads to something that can't be written to: Sentinels may name a master that was one, and
     * an address may be a replica's.
     */
    Future<RedisConnection> checked(RedisConnection connection) {
        if (settings.type() == RedisSettings.Type.CLUSTER) {
            return Future.succeededFuture(connection); // of many nodes; commands with keys go to masters
        }
        return connection.send(Request.cmd(Command.HELLO)).transform(hello -> {
            if (hello.failed()) {
                // A Redis too old for HELLO has no ACL either, so nothing of ours is meant for it, but it works.
                return hello.cause() instanceof ErrorType
                        ? Future.succeededFuture(connection)
                        : Future.failedFuture(hello.cause());
            }
            if ("sentinel".equals(text(hello.result(), "mode"))) {
                return Future.failedFuture("this is a Sentinel: say REDIS_TYPE=sentinel");
            }
            String role = text(hello.result(), "role");
            return "master".equals(role)
                    ? Future.succeededFuture(connection)
                    : Future.failedFuture("this is a " + role + ", not a master");
        });
    }

    private static String text(Response hello, String key) {
        return String.valueOf(hello.get(key));
    }
}
