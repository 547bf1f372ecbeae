/**
 * Errors that say where, what was asked, what exists and how to fix it, and whose fault they are: the user's input
 * (exit code 2) or the run (1).
 */
@NullMarked
package dev.figment.api.error;

import org.jspecify.annotations.NullMarked;
