/** Image files to pixels and back: decoding, scaling, grids, PNG and animated GIF. */
@NullMarked
package dev.figment.core.image;

import org.jspecify.annotations.NullMarked;
