package org.postwall.simulator.api;

import io.vertx.core.buffer.Buffer;

/** A file that came with a multipart request. */
record Upload(String name, Buffer content) {}
