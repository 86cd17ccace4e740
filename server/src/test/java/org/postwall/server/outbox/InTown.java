package org.postwall.server.outbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** Tests of the whole outbox, on an embedded MongoDB where no other is given. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class InTown {
    static final String NEWS = "news:1";

    Town town;

    Stage stage() {
        return new Stage();
    }

    @BeforeEach
    void build() {
        town = new Town(stage());
    }

    @AfterEach
    void close() {
        town.close();
    }
}
