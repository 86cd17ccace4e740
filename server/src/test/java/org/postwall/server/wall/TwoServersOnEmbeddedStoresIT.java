package org.postwall.server.wall;

/** Two servers on the stores of {@code ./run}. */
class TwoServersOnEmbeddedStoresIT extends TwoServersContract {
    @Override
    Stores open() throws Exception {
        return new EmbeddedStores();
    }
}
