/** The bots' conversations: what a person types and taps, turned into calls of the server's API. */
package org.postwall.bot;
