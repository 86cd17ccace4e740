/**
 * The chat page: {@code /} shows it, {@code /simulator/page/} serves its files, a small JSON interface and a stream of what happens.
 *
 * <p>Everything here is for a person at a browser on this machine. Programs use the control routes, which promise more.
 */
package org.postwall.simulator.page;
