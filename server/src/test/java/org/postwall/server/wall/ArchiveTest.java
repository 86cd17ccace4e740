package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchiveTest {
    private final Disk disk = new Disk();
    private final Counts counts = new Counts();
    private final Archive archive = new Archive(Optional.of(disk), 20);

    @BeforeEach
    void one_post_in_each_of_four_segments() {
        for (int number = 0; number < 4; number++) {
            counts.add(number, 1);
        }
    }

    @Test
    void neighbours_that_were_stored_one_after_the_other_are_read_at_once_newest_first() {
        put(3);
        put(2);
        Archive.Run run = run(3, 100);
        assertThat(run.newest()).isEqualTo(3);
        assertThat(run.oldest()).isEqualTo(2);
        assertThat(run.posts()).isEqualTo(2);
        assertThat(text(run)).isEqualTo(",{\"n\":3},{\"n\":2}");
    }

    @Test
    void a_run_ends_at_the_number_of_posts_that_is_wanted_and_at_what_is_not_here() {
        put(3);
        put(2);
        put(0);
        assertThat(run(3, 1).oldest()).isEqualTo(3);
        assertThat(run(3, 100).oldest()).isEqualTo(2);
        assertThat(run(1, 100)).isNull();
        assertThat(run(3, 0)).isNull();
    }

    @Test
    void segments_without_posts_take_part_in_a_run_though_nothing_of_them_is_stored() {
        counts.add(2, -1);
        put(3);
        put(1);
        Archive.Run run = run(3, 100);
        assertThat(run.oldest()).isEqualTo(1);
        assertThat(text(run)).isEqualTo(",{\"n\":3},{\"n\":1}");
    }

    @Test
    void a_run_ends_at_what_stands_elsewhere_in_the_file() {
        put(2);
        put(3);
        assertThat(run(3, 100).oldest()).isEqualTo(3);
    }

    @Test
    void what_has_other_posts_by_now_is_not_shown() {
        put(3);
        counts.add(3, 1);
        assertThat(run(3, 100)).isNull();
    }

    @Test
    void what_was_read_before_a_change_is_not_shown() {
        put(3);
        assertThat(archive.run(3, 100, counts, (segment, epoch) -> epoch > 5)).isNull();
        assertThat(archive.run(3, 100, counts, (segment, epoch) -> epoch == 5)).isNotNull();
    }

    @Test
    void what_was_dropped_is_not_shown_and_may_come_again() {
        put(3);
        put(2);
        archive.drop(3);
        assertThat(run(3, 100)).isNull();
        assertThat(run(2, 100)).isNotNull();
        assertThat(archive.lacks(3)).isTrue();
        archive.clear();
        assertThat(run(2, 100)).isNull();
    }

    @Test
    void what_was_changed_while_it_was_written_is_not_kept() {
        archive.put(3, segment(3), () -> false);
        disk.finish();
        assertThat(run(3, 100)).isNull();
    }

    @Test
    void nothing_is_shown_before_it_is_written() {
        archive.put(3, segment(3), () -> true);
        assertThat(run(3, 100)).isNull();
        disk.finish();
        assertThat(run(3, 100)).isNotNull();
    }

    @Test
    void a_disk_that_refuses_is_not_asked_again() {
        disk.full = true;
        put(3);
        assertThat(run(3, 100)).isNull();
        assertThat(archive.lacks(2)).isFalse();
    }

    @Test
    void what_cannot_be_read_is_not_asked_for_again() {
        put(3);
        disk.full = true;
        assertThat(archive.read(run(3, 100)).failed()).isTrue();
        assertThat(run(3, 100)).isNull();
    }

    @Test
    void a_full_file_takes_nothing_while_most_of_it_is_of_use_and_begins_anew_afterwards() {
        put(3);
        put(2);
        put(1);
        assertThat(run(1, 100)).as("no room").isNull();
        archive.drop(3);
        put(1);
        assertThat(text(run(1, 100))).isEqualTo(",{\"n\":1}");
        assertThat(run(2, 100)).as("its place was given away").isNull();
    }

    @Test
    void no_place_is_given_away_under_a_reader() {
        put(3);
        put(2);
        disk.slow = true;
        Future<ByteBuf> reading = archive.read(run(2, 100));
        archive.drop(3);
        put(1);
        assertThat(run(1, 100)).isNull();
        disk.finish();
        assertThat(reading.result().toString(StandardCharsets.UTF_8)).isEqualTo(",{\"n\":2}");
        put(1);
        assertThat(run(1, 100)).isNotNull();
    }

    @Test
    void without_a_disk_there_is_nothing() {
        Archive none = new Archive(Optional.empty(), 0);
        assertThat(none.lacks(3)).isFalse();
        assertThat(none.run(3, 100, counts, (segment, epoch) -> true)).isNull();
    }

    private void put(int number) {
        archive.put(number, segment(number), () -> true);
        disk.finish();
    }

    private Archive.Run run(int newest, long most) {
        return archive.run(newest, most, counts, (segment, epoch) -> true);
    }

    private String text(Archive.Run run) {
        ByteBuf bytes = archive.read(run).result();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Segment segment(int number) {
        byte[][] pieces = new byte[Shelf.LENGTH][];
        pieces[number] = ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8);
        return Segment.of(pieces, 5);
    }

    /** A disk of a few bytes that does what it is asked when it is told to. */
    private static final class Disk implements Scratch {
        private final byte[] content = new byte[100];
        private final List<Runnable> asked = new ArrayList<>();
        private boolean full;
        private boolean slow;

        void finish() {
            List.copyOf(asked).forEach(Runnable::run);
            asked.clear();
        }

        @Override
        public Future<Void> write(long position, byte[] bytes) {
            Promise<Void> promise = Promise.promise();
            asked.add(() -> {
                if (full) {
                    promise.fail("no space left");
                } else {
                    System.arraycopy(bytes, 0, content, (int) position, bytes.length);
                    promise.complete();
                }
            });
            return promise.future();
        }

        @Override
        public Future<ByteBuf> read(long position, int length) {
            if (full) {
                return Future.failedFuture("broken");
            }
            Promise<ByteBuf> promise = Promise.promise();
            asked.add(() -> promise.complete(
                    Unpooled.copiedBuffer(Arrays.copyOfRange(content, (int) position, (int) position + length))));
            if (!slow) {
                finish();
            }
            return promise.future();
        }
    }
}
