/** Finds models by name, and checks their files against their cards. */
@NullMarked
package dev.figment.core.zoo;

import org.jspecify.annotations.NullMarked;
