/** Archives of plugins from anywhere: what is hostile in them is refused before it is written, in bounded memory. */
@NullMarked
package dev.figment.core.plugin.archive;

import org.jspecify.annotations.NullMarked;
