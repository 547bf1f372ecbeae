/** Texts of a given form: regular expressions and JSON schemas, and which tokens may come next in a text that has that form. */
@NullMarked
package dev.figment.plugin.gpt.constrain;

import org.jspecify.annotations.NullMarked;
