/**
 * One JVM that holds server, bot and simulator on embedded stores, for {@code ./run}.
 *
 * <p>{@link org.postwall.standalone.Main} reads the environment and the arguments, {@link
 * org.postwall.standalone.House} starts the parts in order. Only this package knows that the stores are embedded.
 */
package org.postwall.standalone;
