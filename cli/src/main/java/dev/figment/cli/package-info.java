/** The {@code figment} command: thin commands over the framework. Results go to stdout, everything else to stderr. */
@NullMarked
package dev.figment.cli;

import org.jspecify.annotations.NullMarked;
