/** Decoder-only transformers at work: the files of a model, and the generation of tokens with a cache. */
@NullMarked
package dev.figment.plugin.gpt.model;

import org.jspecify.annotations.NullMarked;
