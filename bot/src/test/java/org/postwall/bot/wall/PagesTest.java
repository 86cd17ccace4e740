package org.postwall.bot.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Await;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesTest {
    private final NavigableSet<Long> ids = new TreeSet<>(Comparator.reverseOrder());
    private final Pages pages = new Pages(new SetOfIds());
    private int asked;

    @Test
    void walking_down_and_up_again_shows_every_post_once_in_the_same_pages() {
        LongStream.rangeClosed(1, 23).forEach(ids::add);
        Page first = Await.result(pages.newest());
        assertThat(numbers(first)).containsExactly(23L, 22L, 21L, 20L, 19L);
        Page second = Await.result(pages.older(first.bottom()));
        Page third = Await.result(pages.older(second.bottom()));
        Page fourth = Await.result(pages.older(third.bottom()));
        Page last = Await.result(pages.older(fourth.bottom()));
        assertThat(numbers(last)).containsExactly(3L, 2L, 1L);
        assertThat(last.hasOlder()).isFalse();
        assertThat(last.number()).isEqualTo(5);
        assertThat(last.pages()).isEqualTo(5);
        assertThat(Await.result(pages.newer(last.top()))).isEqualTo(fourth);
        assertThat(Await.result(pages.newer(fourth.top()))).isEqualTo(third);
        assertThat(Await.result(pages.newer(third.top()))).isEqualTo(second);
        assertThat(Await.result(pages.newer(second.top()))).isEqualTo(first);
    }

    @Test
    void full_pages_are_counted_exactly() {
        LongStream.rangeClosed(1, 10).forEach(ids::add);
        Page first = Await.result(pages.newest());
        assertThat(first.pages()).isEqualTo(2);
        assertThat(Await.result(pages.older(first.bottom())).hasOlder()).isFalse();
    }

    @Test
    void gaps_of_any_width_are_stepped_over_upwards() {
        Random random = new Random(7);
        long id = 1;
        for (int i = 0; i < 40; i++) {
            ids.add(id);
            id += 1 + random.nextInt(60);
        }
        Page down = Await.result(pages.newest());
        Page below = Await.result(pages.older(down.bottom()));
        while (below.hasOlder()) {
            assertThat(Await.result(pages.newer(below.top()))).isEqualTo(down);
            down = below;
            below = Await.result(pages.older(below.bottom()));
        }
        assertThat(Await.result(pages.newer(below.top()))).isEqualTo(down);
    }

    @Test
    void an_endless_gap_leads_to_the_first_page_and_costs_few_calls() {
        LongStream.rangeClosed(1, 5).forEach(ids::add);
        LongStream.rangeClosed(100_001, 100_008).forEach(ids::add);
        Page first = Await.result(pages.newest());
        Page second = Await.result(pages.older(first.bottom()));
        Page third = Await.result(pages.older(second.bottom()));
        asked = 0;
        assertThat(numbers(Await.result(pages.newer(third.top())))).isEqualTo(numbers(first));
        assertThat(asked).isLessThan(8);
    }

    @Test
    void posts_that_arrive_while_someone_reads_stay_above_the_first_page() {
        LongStream.rangeClosed(1, 12).forEach(ids::add);
        Page first = Await.result(pages.newest());
        LongStream.rangeClosed(13, 40).forEach(ids::add);
        Page second = Await.result(pages.older(first.bottom()));
        assertThat(numbers(second)).containsExactly(7L, 6L, 5L, 4L, 3L);
        assertThat(second.pages()).isEqualTo(3);
        assertThat(Await.result(pages.newer(second.top()))).isEqualTo(first);
    }

    @Test
    void posts_removed_meanwhile_leave_full_pages() {
        LongStream.rangeClosed(1, 20).forEach(ids::add);
        Page first = Await.result(pages.newest());
        Page second = Await.result(pages.older(first.bottom()));
        ids.removeAll(List.of(17L, 18L, 12L));
        Page up = Await.result(pages.newer(second.top()));
        assertThat(up.number()).isEqualTo(1);
        assertThat(numbers(up)).containsExactly(20L, 19L, 16L, 15L, 14L);
    }

    @Test
    void a_page_below_which_everything_vanished_leads_back_to_the_newest() {
        LongStream.rangeClosed(1, 10).forEach(ids::add);
        Page first = Await.result(pages.newest());
        LongStream.rangeClosed(1, 5).forEach(ids::remove);
        Page again = Await.result(pages.older(first.bottom()));
        assertThat(numbers(again)).containsExactly(10L, 9L, 8L, 7L, 6L);
        assertThat(again.hasOlder()).isFalse();
        assertThat(again.pages()).isEqualTo(1);
    }

    @Test
    void an_emptied_wall_gives_an_empty_page() {
        LongStream.rangeClosed(1, 10).forEach(ids::add);
        Page second = Await.result(pages.older(Await.result(pages.newest()).bottom()));
        ids.clear();
        assertThat(Await.result(pages.newer(second.top())).posts()).isEmpty();
        assertThat(Await.result(pages.newest()).posts()).isEmpty();
    }

    private static List<Long> numbers(Page page) {
        return page.posts().stream().map(Post::id).toList();
    }

    private final class SetOfIds implements Wall {
        @Override
        public Future<Long> add(NewPost post) {
            throw new UnsupportedOperationException("nobody writes here");
        }

        @Override
        public Future<Slice> newest(int count) {
            return before(Long.MAX_VALUE, count);
        }

        @Override
        public Future<Slice> before(long id, int count) {
            asked++;
            List<Post> posts = ids.tailSet(id, false).stream()
                    .limit(count)
                    .map(number -> new Post(number, "Ann", "", "text"))
                    .toList();
            return Future.succeededFuture(new Slice(posts, ids.size()));
        }

        @Override
        public Future<Optional<Post>> find(long id) {
            throw new UnsupportedOperationException("nobody looks here");
        }
    }
}
