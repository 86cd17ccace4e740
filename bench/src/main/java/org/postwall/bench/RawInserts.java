package org.postwall.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** How many posts a second the driver alone stores: journalled {@code insertMany}, one after the other. */
public final class RawInserts {
    private RawInserts() {}

    /**
     * Prints documents per second.
     *
     * @param arguments connection string; documents in a batch; seconds
     */
    @SuppressWarnings("SystemOut") // its one line of output
    public static void main(String[] arguments) {
        int batch = Integer.parseInt(arguments[1]);
        long limit = Duration.ofSeconds(Long.parseLong(arguments[2])).toNanos();
        try (MongoClient client = MongoClients.create(arguments[0])) {
            MongoCollection<Document> posts =
                    client.getDatabase("bench_raw").getCollection("posts").withWriteConcern(WriteConcern.JOURNALED);
            posts.drop();
            long stored = 0;
            long warm = 0;
            long began = System.nanoTime();
            // The first half warms the JVM up.
            while (System.nanoTime() - began < limit) {
                posts.insertMany(batch(stored, batch));
                stored += batch;
                if (System.nanoTime() - began < limit / 2) {
                    warm = stored;
                }
            }
            posts.drop();
            System.out.println(Math.round((stored - warm) / (limit / 2e9)));
        }
    }

    private static List<Document> batch(long first, int size) {
        List<Document> batch = new ArrayList<>(size);
        for (long number = first + 1; number <= first + size; number++) {
            batch.add(new Document("_id", number)
                    .append("userId", "1001")
                    .append("firstName", "Ann")
                    .append("lastName", "Lee")
                    .append("timestamp", "2026-11-21T10:00:00.000Z")
                    .append("message", "One of many posts, as long as they usually are. ".repeat(3)));
        }
        return batch;
    }
}
