/**
 * Training from a config: what a {@link dev.figment.train.loop.Recipe} provides, and the loop that runs it, from the
 * first batch to the exported model.
 */
@NullMarked
package dev.figment.train.loop;

import org.jspecify.annotations.NullMarked;
