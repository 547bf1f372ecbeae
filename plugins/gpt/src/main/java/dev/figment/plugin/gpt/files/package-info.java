/** Files that steps write, each whole or not at all. */
@NullMarked
package dev.figment.plugin.gpt.files;

import org.jspecify.annotations.NullMarked;
