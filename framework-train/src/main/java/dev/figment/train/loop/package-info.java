/** Training from a config: what a recipe provides, and the loop that runs it. */
@NullMarked
package dev.figment.train.loop;

import org.jspecify.annotations.NullMarked;
