/**
 * Which axis of a value lies innermost in memory: rewrites the graph of a training step so that ONNX Runtime's CPU kernels
 * compute its convolutions fastest; and for CUDA, makes of other operators what ONNX Runtime does not have there.
 */
@NullMarked
package dev.figment.train.layout;

import org.jspecify.annotations.NullMarked;
