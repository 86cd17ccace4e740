/** The way to the server: its HTTP API, called with time limits, retries that can't post twice, and a token. */
package org.postwall.bot.server;
