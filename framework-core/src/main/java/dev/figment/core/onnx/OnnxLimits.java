package dev.figment.core.onnx;

import java.util.Map;
import java.util.Optional;

/** What of the ONNX format this version of ONNX Runtime knows. */
final class OnnxLimits {
    static final long NEWEST_IR = 13;

    /** The newest version of each operator set that it has; of others a file may bring the operators itself. */
    static final Map<String, Long> NEWEST_OPSETS = Map.of(
            "", 26L,
            "ai.onnx.ml", 5L,
            "ai.onnx.training", 1L,
            "ai.onnx.preview.training", 1L,
            "com.microsoft", 1L,
            "com.microsoft.experimental", 1L,
            "com.microsoft.nchwc", 1L,
            "org.pytorch.aten", 1L);

    private OnnxLimits() {}

    /** What is too new in a file; empty if nothing is. */
    static Optional<String> exceededBy(OnnxHeader header) {
        if (header.irVersion() > NEWEST_IR) {
            return Optional.of("is in version " + header.irVersion() + " of the ONNX format, and " + NEWEST_IR
                    + " is the newest that is known here");
        }
        return header.opsets().entrySet().stream()
                .filter(opset -> NEWEST_OPSETS.getOrDefault(opset.getKey(), Long.MAX_VALUE) < opset.getValue())
                .map(opset -> "is written with operator set " + opset.getValue()
                        + (opset.getKey().isEmpty() ? "" : " of " + opset.getKey()) + ", and "
                        + NEWEST_OPSETS.get(opset.getKey()) + " is the newest that is known here")
                .sorted()
                .findFirst();
    }
}
