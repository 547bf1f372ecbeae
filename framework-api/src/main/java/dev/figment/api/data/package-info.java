/** Datasets: random access to real samples, by name or by path. */
@NullMarked
package dev.figment.api.data;

import org.jspecify.annotations.NullMarked;
