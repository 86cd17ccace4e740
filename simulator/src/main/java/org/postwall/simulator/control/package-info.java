/** The {@code /simulator} routes, by which tests and tools play the people and bend the world. */
package org.postwall.simulator.control;
