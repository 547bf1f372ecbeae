/** The steps that come with Figment: reading, encoding, decoding, interpolating, writing. */
@NullMarked
package dev.figment.core.steps;

import org.jspecify.annotations.NullMarked;
