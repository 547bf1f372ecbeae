/** From a checked config to live objects: types are resolved first, then Guice builds components and steps. */
@NullMarked
package dev.figment.core.wiring;

import org.jspecify.annotations.NullMarked;
