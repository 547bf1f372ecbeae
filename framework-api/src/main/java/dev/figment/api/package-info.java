/** The SPIs that plugins implement and the batches that flow between them. */
@NullMarked
package dev.figment.api;

import org.jspecify.annotations.NullMarked;
