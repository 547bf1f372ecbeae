/** What a plugin contributes: component types, steps and recipes. */
@NullMarked
package dev.figment.api.plugin;

import org.jspecify.annotations.NullMarked;
