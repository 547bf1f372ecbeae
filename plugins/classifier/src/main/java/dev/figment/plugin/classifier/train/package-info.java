/** The recipe that trains a classifier of images. */
@NullMarked
package dev.figment.plugin.classifier.train;

import org.jspecify.annotations.NullMarked;
