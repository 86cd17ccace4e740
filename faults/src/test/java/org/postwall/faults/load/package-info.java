/**
 * Writers and readers that hide nothing, and the count afterwards. A writer repeats a post with the same Idempotency-Key
 * until it is answered 200; every post is then looked for on the wall: acknowledged ones must stand there exactly once,
 * with the acknowledged number, the others at most once.
 */
package org.postwall.faults.load;
