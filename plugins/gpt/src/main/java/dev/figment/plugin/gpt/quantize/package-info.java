/** Models with weights of few bits. */
@NullMarked
package dev.figment.plugin.gpt.quantize;

import org.jspecify.annotations.NullMarked;
