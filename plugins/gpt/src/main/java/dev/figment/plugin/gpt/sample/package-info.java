/** How the next token is chosen. */
@NullMarked
package dev.figment.plugin.gpt.sample;

import org.jspecify.annotations.NullMarked;
