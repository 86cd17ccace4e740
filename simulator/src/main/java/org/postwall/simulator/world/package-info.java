/**
 * What the simulated Telegram knows: bots, people, chats, messages, files. Everything here lives on one event loop and
 * is touched by nothing else, so it needs no locks; HTTP and the Bot API's words are elsewhere.
 */
package org.postwall.simulator.world;
