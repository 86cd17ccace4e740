package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CountsTest {
    private final Counts counts = new Counts();

    @Test
    void sums_and_places_are_those_of_a_plain_array() {
        int[] plain = new int[1000];
        Random random = new Random(1);
        for (int step = 0; step < 3000; step++) {
            int segment = random.nextInt(step < 100 ? 10 : plain.length);
            plain[segment] = random.nextInt(3) * 64;
            counts.set(segment, plain[segment]);
        }
        assertThat(counts.total()).isEqualTo(Arrays.stream(plain).sum());
        long before = 0;
        for (int segment = 0; segment < plain.length; segment++) {
            assertThat(counts.get(segment)).isEqualTo(plain[segment]);
            assertThat(counts.before(segment)).isEqualTo(before);
            if (plain[segment] > 0) {
                assertThat(counts.find(before)).isEqualTo(segment);
                assertThat(counts.find(before + plain[segment] - 1)).isEqualTo(segment);
            }
            before += plain[segment];
        }
    }

    @Test
    void an_empty_wall_counts_nothing_anywhere() {
        counts.add(5, 3);
        counts.clear();
        assertThat(counts.total()).isZero();
        assertThat(counts.before(1_000_000)).isZero();
        assertThat(counts.get(1_000_000)).isZero();
    }
}
