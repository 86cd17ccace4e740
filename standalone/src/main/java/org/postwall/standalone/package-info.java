/** One JVM that holds server, bot and simulator on embedded stores, for ./run. */
package org.postwall.standalone;
