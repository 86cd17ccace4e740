/**
 * Broadcasting as people see it: {@link org.postwall.bot.broadcast.MasterBot} takes messages from masters and shows how
 * far they got, {@link org.postwall.bot.broadcast.ServantBot} lets people follow and leave. They reach the server through
 * the ports {@link org.postwall.bot.broadcast.Masters}, {@link org.postwall.bot.broadcast.Broadcasts}, {@link
 * org.postwall.bot.broadcast.Followers} and {@link org.postwall.bot.broadcast.Outbox}. Nothing they log says who a master
 * is, and the server is told a pseudonym only.
 */
package org.postwall.bot.broadcast;
