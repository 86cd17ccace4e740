package org.postwall.telegram.process;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The environment as a form to be filled in: each question notes what is wrong with its answer, and {@link #check}
 * complains of everything at once.
 *
 * <p>Any setting {@code X} may come from a file named by {@code X_FILE} (one trailing line break is dropped), as
 * Docker secrets do. An empty value counts as absent, since env files can't say "unset".
 */
public final class Environment {
    private final Map<String, String> values;
    private final List<String> complaints = new ArrayList<>();

    public Environment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** A new form for the same environment with other values in some places. */
    public Environment with(Map<String, String> others) {
        Map<String, String> result = new HashMap<>(values);
        others.forEach((name, value) -> {
            result.put(name, value);
            result.remove(name + "_FILE");
        });
        return new Environment(result);
    }

    public Optional<String> find(String name) {
        String plain = values.getOrDefault(name, "");
        String file = values.getOrDefault(name + "_FILE", "");
        if (!plain.isEmpty() && !file.isEmpty()) {
            complain(name, "is set both plainly and by " + name + "_FILE");
        }
        if (!plain.isEmpty() || file.isEmpty()) {
            return Optional.of(plain).filter(value -> !value.isEmpty());
        }
        return read(name, file);
    }

    public String text(String name, String fallback) {
        return find(name).orElse(fallback);
    }

    /** The value, or an empty text after noting that it is missing. */
    public String required(String name, String meaning) {
        return find(name).orElseGet(() -> {
            complain(name, "is missing: " + meaning);
            return "";
        });
    }

    public int number(String name, int fallback, int least, int most) {
        Optional<String> text = find(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text.get().strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The complaint below says it better.
        }
        complain(name, "must be a whole number from %d to %d, not '%s'".formatted(least, most, text.get()));
        return fallback;
    }

    /** A TCP port; 0 stands for "any free one". */
    public int port(String name, int fallback) {
        return number(name, fallback, 0, 65_535);
    }

    /** One of the constants of an enum, written in lower case. */
    public <E extends Enum<E>> E choice(String name, E fallback) {
        Optional<String> text = find(name);
        if (text.isEmpty()) {
            return fallback;
        }
        List<E> choices = Arrays.asList(fallback.getDeclaringClass().getEnumConstants());
        return choices.stream()
                .filter(choice -> lower(choice).equals(text.get()))
                .findFirst()
                .orElseGet(() -> {
                    List<String> names =
                            choices.stream().map(Environment::lower).toList();
                    complain(name, "must be one of %s, not '%s'".formatted(String.join(", ", names), text.get()));
                    return fallback;
                });
    }

    /** An http or https address without a trailing slash. */
    public Optional<URI> address(String name) {
        return find(name).flatMap(text -> {
            try {
                URI uri = new URI(text.replaceAll("/+$", ""));
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return Optional.of(uri);
                }
            } catch (URISyntaxException e) {
                // The complaint below says it better.
            }
            complain(name, "must be an http or https address, not '%s'".formatted(text));
            return Optional.empty();
        });
    }

    /** Notes that a setting is wrong; never pass a secret's value in {@code why}. */
    public void complain(String name, String why) {
        complaints.add(name + " " + why);
    }

    /** Ends the questions: throws {@link WrongSettings} if any answer was wrong. */
    public void check() {
        if (!complaints.isEmpty()) {
            throw new WrongSettings(complaints.stream().distinct().toList());
        }
    }

    private Optional<String> read(String name, String file) {
        try {
            String content = Files.readString(Path.of(file)).replaceFirst("\r?\n$", "");
            if (content.isEmpty()) {
                complain(name + "_FILE", "names an empty file: " + file);
            }
            return Optional.of(content);
        } catch (IOException | RuntimeException e) {
            complain(name + "_FILE", "names a file that can't be read: " + file);
            return Optional.of("");
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
