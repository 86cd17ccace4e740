package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TimestampsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T10:00:00Z",
                "2026-11-21T10:00:00.123456789+03:00",
                "2026-11-21T10:00:00,5",
                "2026-11-21T10:00",
                "2026-11-21T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "20261121T100000Z",
                "20261121T1000+0530",
                "2026-W47-6T10:00:00Z",
                "2026W476T10",
                "2024-366T10:00:00-01"
            })
    void a_date_and_time_of_ISO_8601_is_one(String text) {
        assertThat(Timestamps.valid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "1700000000",
                "2026-11-21",
                "10:00:00",
                "2026-11-21 10:00:00",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2025-366T00:00:00Z",
                "2026-11-21T25:00:00Z",
                "2026-11-21T10:60:00Z",
                "2026-11-21T10:00:00+24:00",
                "2026-11-21T1000Z",
                "2026-11-21T10:00:00Z "
            })
    void anything_else_is_none(String text) {
        assertThat(Timestamps.valid(text)).isFalse();
    }
}
