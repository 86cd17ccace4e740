/**
 * The Bot API over HTTP (<a href="https://core.telegram.org/bots/api">core.telegram.org/bots/api</a>): {@code Methods}
 * is the table of all methods, one class per family does them, {@code Refusal} says no in Telegram's words.
 */
package org.postwall.simulator.api;
