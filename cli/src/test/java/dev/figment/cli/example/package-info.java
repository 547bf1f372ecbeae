/** A plugin in a package of its own, so that its classes can be put into a plugin's folder. */
@NullMarked
package dev.figment.cli.example;

import org.jspecify.annotations.NullMarked;
