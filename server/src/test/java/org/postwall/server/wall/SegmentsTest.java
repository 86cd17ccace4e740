package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SegmentsTest {
    private final Segments segments = new Segments(1 << 20, Optional.empty(), new Archive(Optional.empty(), 0));

    @Test
    void a_segment_comes_back_from_its_bytes() {
        Segment segment = Segment.parse(segment(7).bytes()).orElseThrow();
        assertThat(segment.epoch()).isEqualTo(7);
        assertThat(segment.readable()).isEqualTo(1);
        assertThat(segment.find(0)).isEqualTo(3);
        byte[] json = new byte[segment.length(3)];
        segment.copy(3, json, 0);
        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{}");
    }

    @Test
    void bytes_that_are_no_segment_are_not_taken_for_one() {
        Buffer bytes = segment(7).bytes();
        assertThat(Segment.parse(Buffer.buffer())).isEmpty();
        assertThat(Segment.parse(bytes.getBuffer(0, bytes.length() - 1))).isEmpty();
        assertThat(Segment.parse(bytes.copy().appendByte((byte) 0))).isEmpty();
        assertThat(Segment.parse(bytes.copy().setByte(0, (byte) 9))).isEmpty();
        assertThat(Segment.parse(bytes.copy().setInt(9, -1))).isEmpty();
    }

    @Test
    void what_was_read_before_a_change_is_not_good_any_more() {
        segments.restart(new Count("wall", 300, 10, List.of(5L, 6L)));
        assertThat(segments.current(1, segment(7))).isFalse();
        assertThat(segments.current(1, segment(8))).isTrue();
        assertThat(segments.current(0, segment(9))).isFalse();
        assertThat(segments.current(0, segment(10))).isTrue();
        segments.touch(1, 11);
        assertThat(segments.current(1, segment(10))).isFalse();
        assertThat(segments.current(1, segment(11))).isTrue();
    }

    @Test
    void a_read_under_way_knows_what_changed_meanwhile() {
        long mark = segments.mark();
        segments.invalidate(1);
        assertThat(segments.changedSince(mark, 1)).isTrue();
        assertThat(segments.changedSince(mark, 2)).isFalse();
        long later = segments.mark();
        assertThat(segments.changedSince(later, 1)).isFalse();
        segments.restart(new Count("wall", 0, 0, List.of()));
        assertThat(segments.changedSince(later, 2)).isTrue();
    }

    private static Segment segment(long epoch) {
        byte[][] pieces = new byte[Shelf.LENGTH][];
        pieces[3] = "{}".getBytes(StandardCharsets.UTF_8);
        pieces[4] = new byte[0];
        return Segment.of(pieces, epoch);
    }
}
