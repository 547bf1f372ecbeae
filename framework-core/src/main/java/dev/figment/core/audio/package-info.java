/** Audio files. */
@NullMarked
package dev.figment.core.audio;

import org.jspecify.annotations.NullMarked;
