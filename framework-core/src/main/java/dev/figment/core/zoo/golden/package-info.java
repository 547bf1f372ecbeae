/** What a model gave where it was made, to be computed again and compared elsewhere; how tensors differ. */
@NullMarked
package dev.figment.core.zoo.golden;

import org.jspecify.annotations.NullMarked;
