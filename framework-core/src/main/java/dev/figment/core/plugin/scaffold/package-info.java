/** Writes the project of a new plugin. */
@NullMarked
package dev.figment.core.plugin.scaffold;

import org.jspecify.annotations.NullMarked;
