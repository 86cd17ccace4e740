/**
 * What an operator asks a running server: what has it done.
 *
 * <p>Route: {@code /metrics}. Whether it lives and is ready is answered by {@code telegram}'s health package, which the
 * bot shares. Knows no feature.
 */
package org.postwall.server.health;
