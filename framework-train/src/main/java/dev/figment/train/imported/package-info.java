/**
 * Models of ONNX files that were made elsewhere: read, checked, put into a graph whose gradient can be taken, and written
 * again with other weights.
 */
@NullMarked
package dev.figment.train.imported;

import org.jspecify.annotations.NullMarked;
