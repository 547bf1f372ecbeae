/** From YAML text to checked records: every value knows where it came from, and every problem is found in one pass. */
@NullMarked
package dev.figment.core.config;

import org.jspecify.annotations.NullMarked;
