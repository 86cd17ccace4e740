package org.postwall.server.wall;

/** Two servers on MongoDB and Redis as operators run them, with accounts. */
class TwoServersOnRealStoresIT extends TwoServersContract {
    @Override
    Stores open() throws Exception {
        return new RealStores();
    }
}
