package org.postwall.standalone.redis;

import java.util.ArrayList;
import java.util.List;

/** The accounts of the tests: ours, which may do just what server and bot need, and one that may do everything. */
final class RedisAccount {
    static final String USER = "postwall";
    static final String PASSWORD = "p@ss:w/o%rd?";
    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "admin-of-the-test";

    /** All that server and bot need of one Redis, or of a master behind Sentinels. */
    static final String RIGHTS = "resetchannels -@all ~{wall:* ~postwall:* &postwall:* +ping +get +mget +set +del +eval"
            + " +evalsha +time +publish +subscribe +unsubscribe";
    /** What a node of a cluster must let them do besides. */
    static final String CLUSTER_RIGHTS = " +cluster|slots +asking";
    /** All that they need of a Sentinel. */
    static final String SENTINEL_RIGHTS =
            "resetchannels -@all +ping +sentinel|sentinels +sentinel|get-master-addr-by-name +sentinel|slaves";

    private RedisAccount() {}

    /** Lines of a configuration file: our account with these rights, the other, and no default. */
    static List<String> lines(String rights) {
        List<String> lines = new ArrayList<>();
        lines.add("user " + USER + " on >" + PASSWORD + " " + rights);
        lines.add("user " + ADMIN + " on >" + ADMIN_PASSWORD + " ~* &* +@all");
        lines.add("user default off");
        return lines;
    }
}
