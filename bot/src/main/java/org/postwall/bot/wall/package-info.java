/**
 * The wall bot: {@link org.postwall.bot.wall.WallBot} lets people add posts to the wall and read it page by page. It
 * reaches the wall through the port {@link org.postwall.bot.wall.Wall}.
 */
package org.postwall.bot.wall;
