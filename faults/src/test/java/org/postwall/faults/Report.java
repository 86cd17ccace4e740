package org.postwall.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The table of what was done, promised and measured, {@code faults/target/report.md}: a row per test. */
final class Report {
    private static final Path FILE = Path.of("target", "report.md");

    private Report() {}

    static void begin() {
        write(
                "| test | what was done | promised | measured |\n|---|---|---|---|\n",
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Adds a row; called before the assertions, so that a failure stands in the table too. */
    static void row(String test, String done, String promised, String measured) {
        String row = "| " + test + " | " + done + " | " + promised + " | "
                + measured.replace("\n", " ").replace("|", "/") + " |";
        System.out.println(row);
        write(row + "\n", StandardOpenOption.APPEND);
    }

    private static void write(String text, StandardOpenOption how) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text, StandardOpenOption.CREATE, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
