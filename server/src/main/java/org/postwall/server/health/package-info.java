/**
 * What the server tells its operator in numbers: its traffic, by route.
 *
 * <p>{@code /health/live}, {@code /health/ready} and {@code /metrics} themselves are answered by {@code telegram}'s health
 * package, which the bot shares. Knows no feature.
 */
package org.postwall.server.health;
