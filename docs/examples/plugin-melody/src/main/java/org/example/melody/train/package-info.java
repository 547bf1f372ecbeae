/** How the model is trained. */
@NullMarked
package org.example.melody.train;

import org.jspecify.annotations.NullMarked;
