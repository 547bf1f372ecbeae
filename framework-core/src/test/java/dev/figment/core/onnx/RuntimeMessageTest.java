package dev.figment.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuntimeMessageTest {
    private static String of(String message) {
        return RuntimeMessage.of(new IllegalStateException(message));
    }

    @Test
    void leavesOutCodesPathsAndSourceFiles() {
        assertThat(of("Error code - ORT_INVALID_PROTOBUF - message: Load model from /a b/x.onnx failed:Protobuf parsing"
                        + " failed."))
                .isEqualTo("Protobuf parsing failed");
        assertThat(of(
                        "Error code - ORT_FAIL - message: Load model from x.onnx failed:/onnxruntime_src/core/graph/model.cc:177"
                                + " onnxruntime::Model::Model(onnx::ModelProto&&, const Options&) ModelProto does not have a"
                                + " graph.\n"))
                .isEqualTo("ModelProto does not have a graph");
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        assertThat(of("no provider named X")).isEqualTo("no provider named X");
        assertThat(RuntimeMessage.of(new IllegalStateException())).isEqualTo("null");
    }
}
