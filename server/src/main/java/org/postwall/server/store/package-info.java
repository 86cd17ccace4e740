/**
 * The clients of MongoDB and Redis: made from settings, bounded in time and size, closed once.
 *
 * <p>Knows no feature. Besides this package only classes named {@code MongoX} and {@code RedisX} see client types.
 */
package org.postwall.server.store;
