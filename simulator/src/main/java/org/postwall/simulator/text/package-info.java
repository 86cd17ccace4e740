/**
 * What Telegram makes of a text: markup and given entities become a plain text with entities, and commands, links and names in it are
 * found.
 *
 * <p>The rules are those of the Bot API ("Formatting options") as TDLib, the library beneath the Bot API server, keeps them, its words of
 * refusal included. {@link org.postwall.simulator.text.Formatting} is the door.
 */
package org.postwall.simulator.text;
