/** Measurements side by side in one run: ratios and medians, with the command to repeat each in the README. */
@NullMarked
package dev.figment.benchmarks;

import org.jspecify.annotations.NullMarked;
