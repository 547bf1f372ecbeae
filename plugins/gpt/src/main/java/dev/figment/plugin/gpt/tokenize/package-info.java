/** Tokenizers: what they are learned from, their files, text to token ids and back. */
@NullMarked
package dev.figment.plugin.gpt.tokenize;

import org.jspecify.annotations.NullMarked;
