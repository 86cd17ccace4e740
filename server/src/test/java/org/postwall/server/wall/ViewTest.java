package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ViewTest {
    private static final int MANY = 1000;

    private final View view = new View("wall", new Head(1, 0), 1, true);

    @Test
    void what_was_not_kept_is_not_there() {
        view.keep("/a", page("a"));
        assertThat(view.page("/b")).isNull();
    }

    @Test
    void a_page_that_many_read_is_the_same_outside_the_heap() {
        view.keep("/a", page("some bytes"));
        assertThat(isOffHeap(view.page("/a"))).as("at first").isFalse();
        Page page = read("/a");
        assertThat(isOffHeap(page)).isTrue();
        assertThat(page.body().toString()).isEqualTo("some bytes");
        assertThat(page.length()).hasToString("10");
        assertThat(page.tag()).hasToString("\"tag\"");
    }

    @Test
    void what_was_handed_out_before_stays_good() {
        view.keep("/a", page("some bytes"));
        Page early = view.page("/a");
        read("/a");
        assertThat(early.body().toString()).isEqualTo("some bytes");
    }

    @Test
    void little_is_kept_outside_the_heap_however_much_is_read() {
        int most = 1 << 20;
        view.keep("/large", page("x".repeat(most)));
        view.keep("/small", page("y"));
        assertThat(isOffHeap(read("/large"))).isTrue();
        assertThat(isOffHeap(read("/small"))).isFalse();
        assertThat(read("/small").body().toString()).isEqualTo("y");
    }

    @Test
    void neither_many_pages_nor_large_ones_fill_the_memory() {
        for (int i = 0; i < MANY; i++) {
            view.keep("/small/" + i, page("y"));
        }
        assertThat(view.page("/small/0")).isNotNull();
        assertThat(view.page("/small/" + (MANY - 1))).isNull();
        View other = new View("wall", new Head(1, 0), 1, true);
        String large = "x".repeat(3 << 20);
        for (int i = 0; i < 10; i++) {
            other.keep("/large/" + i, page(large));
        }
        assertThat(other.page("/large/0")).isNotNull();
        assertThat(other.page("/large/9")).isNull();
    }

    private Page read(String target) {
        Page page = view.page(target);
        for (int i = 0; i < MANY; i++) {
            page = view.page(target);
        }
        return page;
    }

    private static Page page(String body) {
        return Page.of(body.getBytes(StandardCharsets.UTF_8), "\"tag\"");
    }

    private static boolean isOffHeap(Page page) {
        return ((BufferInternal) page.body()).getByteBuf().isDirect();
    }
}
