/** The ceilings of the bench: the same bytes with nothing but the library in between. */
package org.postwall.bench;
