/** Registries of models: which there are, what they list, and in which order they are asked. */
@NullMarked
package dev.figment.core.zoo.registry;

import org.jspecify.annotations.NullMarked;
