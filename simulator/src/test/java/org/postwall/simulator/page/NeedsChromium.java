package org.postwall.simulator.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test of the page where no Chromium is installed; in CI it runs, and so fails, even then. */
final class NeedsChromium implements ExecutionCondition {
    private static final List<Path> BROWSERS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** The browser to look with. */
    static Optional<Path> browser() {
        return BROWSERS.stream().filter(Files::isExecutable).findFirst();
    }

    static Path driver() {
        return DRIVER;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean there = browser().isPresent() && Stream.of(DRIVER).allMatch(Files::isExecutable);
        if (there || "true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("a browser is wanted here");
        }
        return ConditionEvaluationResult.disabled(
                "The chat page was not looked at: neither Chromium nor its driver is in /usr/bin.");
    }
}
