/** The networks that are compared with a peer: one of each family, in the layers of {@code train.nn}. */
@NullMarked
package dev.figment.benchmarks.networks;

import org.jspecify.annotations.NullMarked;
