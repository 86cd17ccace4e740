/**
 * The flood gate: keeps a bot within Telegram's limits, lets people's answers overtake mailings, and makes the whole
 * bot silent after a 429. Source: <a
 * href="https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this">FAQ, limits</a>.
 */
package org.postwall.telegram.flood;
