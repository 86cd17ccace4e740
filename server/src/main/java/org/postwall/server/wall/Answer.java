package org.postwall.server.wall;

/** What a reader gets: a page at once, or a stretch to be streamed. */
sealed interface Answer permits Page, Stretch {}
