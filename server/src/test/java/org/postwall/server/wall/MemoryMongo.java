package org.postwall.server.wall;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A MongoDB of one process's memory, whose commands go the way of {@link Fate}. */
final class MemoryMongo implements PostStore, Census, Counter {
    final TreeMap<Long, Post> posts = new TreeMap<>();
    /** By how much the cheap count is wrong. */
    long countError;

    private final Fate fate;
    /** What stood where something was erased. */
    private final Map<Long, Post> erased = new HashMap<>();

    private long n;
    private long epoch;
    private List<Long> touched = new ArrayList<>();
    private String wall = "wall-1";

    MemoryMongo(Fate fate) {
        this.fate = fate;
    }

    long given() {
        return n;
    }

    void give(long last) {
        n = last;
    }

    /** What an operator might do: the counter begins again. */
    void dropCounter() {
        n = 0;
        epoch = 0;
        touched = new ArrayList<>();
        wall = wall + "+";
    }

    @Override
    public Future<List<Outcome>> insert(List<Post> batch) {
        return fate.command(() -> batch.stream().map(this::store).toList());
    }

    private Outcome store(Post post) {
        boolean keyTaken = post.key() != null
                && posts.values().stream().anyMatch(other -> post.key().equals(other.key()));
        return keyTaken || posts.putIfAbsent(post.number(), post) != null ? Outcome.TAKEN : Outcome.STORED;
    }

    @Override
    public Future<Void> fill(Collection<Long> numbers) {
        List<Long> asked = List.copyOf(numbers);
        return fate.command(() -> {
            asked.forEach(number -> posts.putIfAbsent(number, Post.empty(number)));
            return null;
        });
    }

    @Override
    public Future<Void> erase(long number) {
        return fate.command(() -> {
            posts.computeIfPresent(number, (n, post) -> {
                erased.putIfAbsent(number, post);
                return new Post(number, null, null, null, post.key(), post.hash(), true);
            });
            return null;
        });
    }

    /** As from a new primary that doesn't know yet that all have the newest erasures. */
    @Override
    public Future<List<Post>> read(Collection<Long> numbers) {
        List<Long> asked = List.copyOf(numbers);
        return fate.command(() -> {
            boolean old = fate.chance(fate.trouble);
            return asked.stream()
                    .filter(posts::containsKey)
                    .map(number -> old ? erased.getOrDefault(number, posts.get(number)) : posts.get(number))
                    .toList();
        });
    }

    @Override
    public Future<List<Post>> latest(Collection<Long> numbers) {
        List<Long> asked = List.copyOf(numbers);
        return fate.command(() ->
                asked.stream().map(posts::get).filter(post -> post != null).toList());
    }

    @Override
    public Future<List<Post>> withKeys(Collection<String> keys) {
        List<String> asked = List.copyOf(keys);
        return fate.command(() -> posts.values().stream()
                .filter(post -> post.key() != null && asked.contains(post.key()))
                .toList());
    }

    @Override
    public Future<Long> size() {
        return fate.command(() -> posts.size() + countError);
    }

    @Override
    public Future<Long> count(long from, long to) {
        return fate.command(
                () -> from > to ? 0L : (long) posts.subMap(from, true, to, true).size());
    }

    @Override
    public Future<List<Long>> present(Collection<Long> numbers) {
        List<Long> asked = List.copyOf(numbers);
        return fate.command(() -> asked.stream().filter(posts::containsKey).toList());
    }

    @Override
    public Future<List<Long>> gone(long from, long to) {
        return fate.command(() -> posts.subMap(from, true, to, true).values().stream()
                .filter(Post::gone)
                .map(Post::number)
                .toList());
    }

    @Override
    public Future<Long> highest() {
        return fate.command(() -> posts.isEmpty() ? 0L : posts.lastKey());
    }

    @Override
    public Future<Count> read() {
        return fate.command(this::now);
    }

    @Override
    public Future<Count> take(int many) {
        return fate.command(() -> {
            n += many;
            return now();
        });
    }

    @Override
    public Future<Count> touch(List<Long> numbers) {
        List<Long> asked = List.copyOf(numbers);
        return fate.command(() -> {
            epoch += asked.size();
            touched.addAll(asked);
            touched = new ArrayList<>(touched.subList(Math.max(0, touched.size() - Count.REMEMBERED), touched.size()));
            return now();
        });
    }

    @Override
    public Future<Count> atLeast(long last) {
        return fate.command(() -> {
            n = Math.max(n, last);
            return now();
        });
    }

    private Count now() {
        return new Count(wall, n, epoch, touched);
    }

    /** How often each key is stored. */
    Map<String, Integer> keys() {
        Map<String, Integer> keys = new HashMap<>();
        posts.values().stream()
                .filter(post -> post.key() != null)
                .forEach(post -> keys.merge(post.key(), 1, Integer::sum));
        return keys;
    }
}
