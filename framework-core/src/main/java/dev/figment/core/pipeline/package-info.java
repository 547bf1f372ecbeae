/** Runs a chain of steps lazily, batch by batch. */
@NullMarked
package dev.figment.core.pipeline;

import org.jspecify.annotations.NullMarked;
