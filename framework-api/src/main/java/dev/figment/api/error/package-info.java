/** Errors that say where, what was asked, what exists and how to fix it. */
@NullMarked
package dev.figment.api.error;

import org.jspecify.annotations.NullMarked;
