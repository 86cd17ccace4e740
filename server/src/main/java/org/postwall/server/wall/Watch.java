package org.postwall.server.wall;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices posts that somebody removed by hand, behind the wall's back.
 *
 * <p>Every number is a document, so a count that stays below what is known says that some are gone. The cheap count of the
 * collection is only a hint: after an unclean stop of MongoDB it is off by a constant, which is measured and taken into
 * account. Before anything is believed, it is counted again on the index of {@code _id}, down to the numbers.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** While others post all the time the cheap count never fits exactly; then it is counted exactly this often. */
    private static final int MOST_VAGUE = 3;

    /** A restart of MongoDB may change the error in just the moment of a removal: so sometimes all is counted anyway. */
    private static final int THOROUGH = 600;

    private static final int REMEMBERED = 1000;

    private final Sync sync;
    private final Ledger ledger;
    private final Census census;
    private final Counter counter;
    private final Survey survey;
    private final Publisher publisher;
    private final Voids voids;
    private final Writer writer;
    private final Alarm alarm;
    private final TreeSet<Long> noticed = new TreeSet<>();
    /** By how much the cheap count is too high. */
    private long error;
    /** Whether {@link #error} is known: a server that just started has to find out. */
    private boolean measured;

    /** Checks since the last one that fitted or was exact. */
    private int vague;
    /** Whether an exact count found nothing and could not tell why the cheap one doesn't fit. */
    private boolean counted;

    private int checks;
    private boolean telling;
    private boolean stopped;

    Watch(
            Sync sync,
            Ledger ledger,
            Census census,
            Counter counter,
            Survey survey,
            Publisher publisher,
            Voids voids,
            Writer writer,
            Alarm alarm) {
        this.sync = sync;
        this.ledger = ledger;
        this.census = census;
        this.counter = counter;
        this.survey = survey;
        this.publisher = publisher;
        this.voids = voids;
        this.writer = writer;
        this.alarm = alarm;
    }

    void start() {
        alarm.after(
                PERIOD,
                () -> check().onComplete(done -> {
                    if (done.failed()) {
                        LOG.debug("not counted", done.cause());
                    }
                    if (!stopped) {
                        start();
                    }
                }));
    }

    void stop() {
        stopped = true;
    }

    /** Numbers at which something stood, or should stand, and nothing does any more. */
    void lost(Collection<Long> numbers) {
        noticed.addAll(numbers);
        tell();
    }

    /** Compares what is stored with what is known. */
    Future<Void> check() {
        return sync.view().compose(view -> writer.between(this::sample)).compose(sample -> {
            long low = sample.present() + error;
            if (++checks % THOROUGH == 0) {
                return countExactly(sample);
            }
            if (measured && sample.size() == low) {
                vague = 0;
                return Future.succeededFuture();
            }
            boolean possible = sample.size() > low && sample.size() <= sample.most() + error;
            vague++;
            if ((possible || counted) && vague < MOST_VAGUE) {
                return Future.succeededFuture();
            }
            vague = 0;
            return countExactly(sample);
        });
    }

    /**
     * A cheap count and its bounds.
     *
     * @param present how many numbers were known to be stored before it
     * @param most how many numbers had been given out after it
     */
    private record Sample(long present, long size, long most) {}

    private Future<Sample> sample() {
        long present = ledger.present();
        return census.size().compose(size -> counter.read().map(count -> new Sample(present, size, count.last())));
    }

    private Future<Void> countExactly(Sample before) {
        return sync.view().compose(view -> {
            long last = ledger.last();
            long known = ledger.present();
            return census.count(1, last).compose(exact -> {
                if (exact < known) {
                    return find(last);
                }
                counted = true;
                return writer.between(this::sample).map(after -> {
                    // With nothing missing, nothing could be filled in just when something else was removed.
                    boolean still = before.equals(after) && after.most() == last && after.present() == last;
                    if (still && exact == last) {
                        measured(after.size() - exact);
                    }
                    return null;
                });
            });
        });
    }

    /** All that is known is there, and nothing moved while that was counted: so it is the cheap count that is off. */
    private void measured(long off) {
        counted = false;
        measured = true;
        if (off != error) {
            LOG.info("MongoDB's own count of the posts is off by {}, which is harmless", off);
            error = off;
        }
    }

    private Future<Void> find(long last) {
        counted = false;
        return survey.missing(1, last).compose(missing -> {
            Set<Integer> segments = new HashSet<>();
            for (long number : missing) {
                if (!ledger.missing().containsKey(number)) {
                    segments.add(Shelf.segment(number));
                }
            }
            return reread(new ArrayList<>(segments), 0);
        });
    }

    private Future<Void> reread(List<Integer> segments, int from) {
        if (from >= segments.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(segments.size(), from + 8);
        return sync.reread(segments.subList(from, to)).compose(lost -> {
            lost(lost);
            return reread(segments, to);
        });
    }

    /** Tells every server, then fills the numbers: so that nobody counts them as stored before it knows. */
    private void tell() {
        if (telling || noticed.isEmpty()) {
            return;
        }
        telling = true;
        List<Long> numbers = noticed.stream().limit(REMEMBERED).toList();
        counter.touch(numbers).compose(count -> publisher.publish(count.head())).onComplete(done -> {
            telling = false;
            if (done.succeeded()) {
                LOG.warn(
                        "{} numbers hold nothing any more and become voids, {} to {}",
                        numbers.size(),
                        numbers.get(0),
                        numbers.get(numbers.size() - 1));
                numbers.forEach(noticed::remove);
                voids.abandon(numbers);
                tell();
            } else {
                alarm.after(PERIOD, this::tell);
            }
        });
    }
}
