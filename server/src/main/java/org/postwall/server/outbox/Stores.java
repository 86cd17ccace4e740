package org.postwall.server.outbox;

import org.postwall.server.store.MongoStore;

/** Everything the outbox keeps. */
record Stores(
        SourceStore sources,
        Catalogue catalogue,
        DeliveryStore deliveries,
        Corrections corrections,
        Ledger ledger,
        LeaseStore leases,
        Troubles troubles) {
    static Stores in(MongoStore mongo) {
        MongoSources sources = new MongoSources(mongo);
        MongoDeliveries deliveries = new MongoDeliveries(mongo);
        MongoLeaseStore leases = new MongoLeaseStore(mongo);
        return new Stores(
                new MongoSourceStore(sources),
                new MongoCatalogue(sources),
                new MongoDeliveryStore(deliveries),
                new MongoCorrections(deliveries),
                new MongoLedger(deliveries),
                leases,
                leases);
    }
}
