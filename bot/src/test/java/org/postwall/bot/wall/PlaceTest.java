package org.postwall.bot.wall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlaceTest {
    @Test
    void a_place_comes_back_as_it_was_written() {
        Place place = new Place(1_000_000, 999_999, 200_000, 17);
        assertThat(Place.read(place.write())).contains(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.x!",
                "-1.2.3.4",
                "0.1.1.1",
                "1y2p0ij32e8e7.1.1.1",
                "zzzzzzzzzzzzzzzz.1.1.1"
            })
    void what_nobody_wrote_is_no_place(String text) {
        assertThat(Place.read(text)).isEmpty();
    }
}
