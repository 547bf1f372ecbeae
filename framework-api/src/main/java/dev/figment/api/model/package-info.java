/** ONNX models as a plugin sees them: load, run, compile. */
@NullMarked
package dev.figment.api.model;

import org.jspecify.annotations.NullMarked;
