/** ONNX Runtime behind {@code Model} and {@code Models}: sessions, devices, zero-copy runs. */
@NullMarked
package dev.figment.core.onnx;

import org.jspecify.annotations.NullMarked;
