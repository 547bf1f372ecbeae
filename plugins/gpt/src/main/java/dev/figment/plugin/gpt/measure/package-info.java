/** How well a decoder predicts texts. */
@NullMarked
package dev.figment.plugin.gpt.measure;

import org.jspecify.annotations.NullMarked;
