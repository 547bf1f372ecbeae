/** Decoder-only transformers for text. */
@NullMarked
package dev.figment.plugin.gpt;

import org.jspecify.annotations.NullMarked;
