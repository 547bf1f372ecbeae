/**
 * The SPIs that plugins implement and the batches that flow between them. A component is an {@link
 * dev.figment.api.Encoder}, {@link dev.figment.api.Decoder}, {@link dev.figment.api.Prior} or several of these and other
 * capabilities; a {@link dev.figment.api.Step} is one stage of a pipeline. Batches are immutable records around a {@link
 * dev.figment.api.Tensor}.
 */
@NullMarked
package dev.figment.api;

import org.jspecify.annotations.NullMarked;
