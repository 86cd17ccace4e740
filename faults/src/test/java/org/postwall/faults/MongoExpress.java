package org.postwall.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import org.postwall.faults.load.Answer;
import org.postwall.faults.load.Client;
import org.postwall.faults.system.Deployment;

/** What an admin does in Mongo Express, by the forms of its pages. */
final class MongoExpress {
    private final Client client;
    private final String collection;
    private final String login;
    private final String origin;

    MongoExpress(Deployment system) {
        InetSocketAddress address = system.published("mongo-express", 8081);
        client = new Client(address);
        origin = "http://" + address.getHostString() + ":" + address.getPort();
        collection = "/db/" + system.setting("MONGO_DB_NAME") + "/posts";
        String account = system.setting("MONGO_EXPRESS_WEB_USER") + ":" + system.setting("MONGO_EXPRESS_WEB_PASSWORD");
        login = "Basic " + Base64.getEncoder().encodeToString(account.getBytes(UTF_8));
    }

    /** Where its own pages are. */
    String origin() {
        return origin;
    }

    /** The list of posts, without a login. */
    Answer uninvited() throws IOException {
        return client.get(collection);
    }

    /** The page of one post. */
    Answer post(long id) throws IOException {
        return client.ask("GET", path(id), Map.of("Authorization", login), "");
    }

    /** Presses Delete on the page of one post; {@code origin} is the page that the form stands on. */
    Answer delete(long id, String origin) throws IOException {
        Map<String, String> headers =
                Map.of("Authorization", login, "Content-Type", "application/x-www-form-urlencoded", "Origin", origin);
        return client.ask("POST", path(id), headers, "_method=delete");
    }

    private String path(long id) {
        return collection + "/" + URLEncoder.encode("" + id, UTF_8);
    }
}
