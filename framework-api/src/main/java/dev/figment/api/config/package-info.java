/** What a plugin's config record is made of: descriptions, defaults, paths and references. */
@NullMarked
package dev.figment.api.config;

import org.jspecify.annotations.NullMarked;
