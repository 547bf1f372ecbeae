/**
 * What a plugin contributes: component types, steps and recipes. Begin with {@link
 * dev.figment.api.plugin.FigmentPlugin}.
 */
@NullMarked
package dev.figment.api.plugin;

import org.jspecify.annotations.NullMarked;
