/** Figment within a Java program: configs run, and components of them used, without the command line. */
@NullMarked
package dev.figment.core.embed;

import org.jspecify.annotations.NullMarked;
