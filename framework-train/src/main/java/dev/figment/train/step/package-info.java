/** One training step as one ONNX graph, and the export of what it trained. */
@NullMarked
package dev.figment.train.step;

import org.jspecify.annotations.NullMarked;
