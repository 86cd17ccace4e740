/** The bots' own small port for their operator: {@code /health/live}, {@code /health/ready}, {@code /metrics}. */
package org.postwall.bot.health;
