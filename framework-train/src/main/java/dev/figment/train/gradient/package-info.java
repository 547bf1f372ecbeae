/** Differentiates a graph into more graph: reverse mode, one rule for each operator. */
@NullMarked
package dev.figment.train.gradient;

import org.jspecify.annotations.NullMarked;
