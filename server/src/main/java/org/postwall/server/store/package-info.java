/**
 * The client of MongoDB: made from settings, bounded in time and size, closed once.
 *
 * <p>Knows no feature. Besides this package only classes named {@code MongoX} see client types.
 */
package org.postwall.server.store;
