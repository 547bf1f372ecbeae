/** Files that appear whole or not at all. */
@NullMarked
package dev.figment.core.io;

import org.jspecify.annotations.NullMarked;
