/**
 * What a plugin's config record is made of: descriptions, defaults, paths and references. A record's components are the
 * keys, in kebab-case; its constructor checks values by {@link IllegalArgumentException}.
 */
@NullMarked
package dev.figment.api.config;

import org.jspecify.annotations.NullMarked;
