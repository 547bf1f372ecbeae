/** A plugin that brings melodies to Figment: a medium of its own, and all that it takes to write new ones. */
@NullMarked
package org.example.melody;

import org.jspecify.annotations.NullMarked;
