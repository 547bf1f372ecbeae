/** How a decoder-only transformer is trained: its network, the samples, the recipe. */
@NullMarked
package dev.figment.plugin.gpt.train;

import org.jspecify.annotations.NullMarked;
