/** Errors on order: calls that fail, are slow or lose their connection, so that clients can be tried. */
package org.postwall.simulator.faults;
