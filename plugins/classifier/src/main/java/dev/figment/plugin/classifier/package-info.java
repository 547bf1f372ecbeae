/** What this plugin adds to Figment, and its parts in the packages below. */
@NullMarked
package dev.figment.plugin.classifier;

import org.jspecify.annotations.NullMarked;
