package org.postwall.server.wall;

import java.nio.file.Path;

/**
 * Room on this server's disk for what long answers are made of.
 *
 * @param directory where the file is made
 * @param bytes how large it may become; 0: none is made
 */
public record ScratchSpace(Path directory, long bytes) {}
