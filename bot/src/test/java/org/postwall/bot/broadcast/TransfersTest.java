package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TransfersTest {
    private final Transfers transfers = new Transfers();
    private final List<String> begun = new ArrayList<>();

    @Test
    void one_begins_when_the_one_before_has_ended_well_or_badly() {
        Promise<String> first = Promise.promise();
        Promise<String> second = Promise.promise();
        Future<String> one = begins("one", first);
        Future<String> two = begins("two", second);
        Future<String> three = begins("three", Promise.promise());
        assertThat(begun).containsExactly("one");
        first.fail("lost");
        assertThat(begun).containsExactly("one", "two");
        second.complete("done");
        assertThat(begun).containsExactly("one", "two", "three");
        assertThat(one.failed()).isTrue();
        assertThat(two.result()).isEqualTo("done");
        assertThat(three.isComplete()).isFalse();
    }

    private Future<String> begins(String name, Promise<String> end) {
        return transfers.inTurn(() -> {
            begun.add(name);
            return end.future();
        });
    }
}
