/** Builds graphs of ONNX operators, with shapes and types checked as they grow, and writes them as ONNX files. */
@NullMarked
package dev.figment.train.graph;

import org.jspecify.annotations.NullMarked;
