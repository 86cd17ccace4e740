/**
 * What an operator asks a running server: does it live, is it ready, what has it done.
 *
 * <p>Routes: {@code /health/live}, {@code /health/ready}, {@code /metrics}. Knows no feature.
 */
package org.postwall.server.health;
