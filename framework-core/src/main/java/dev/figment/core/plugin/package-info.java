/** Finds and loads plugins, each in its own class loader, and knows what they contribute. */
@NullMarked
package dev.figment.core.plugin;

import org.jspecify.annotations.NullMarked;
