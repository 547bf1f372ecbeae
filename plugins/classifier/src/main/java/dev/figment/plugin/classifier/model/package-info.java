/** Trained classifiers, and the names of their inputs and outputs. */
@NullMarked
package dev.figment.plugin.classifier.model;

import org.jspecify.annotations.NullMarked;
