/**
 * What an operator, or a container engine, asks a running process: does it live, is it ready, what has it done.
 *
 * <p>The server and the bot answer alike: {@code /health/live}, {@code /health/ready}, {@code /metrics}.
 */
package org.postwall.telegram.health;
