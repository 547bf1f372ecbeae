/** How right a classifier is, and how far generated images are from real ones. */
@NullMarked
package dev.figment.plugin.classifier.measure;

import org.jspecify.annotations.NullMarked;
