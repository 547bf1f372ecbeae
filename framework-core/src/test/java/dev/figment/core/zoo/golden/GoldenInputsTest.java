package dev.figment.core.zoo.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoldenInputsTest {
    @Test
    void imagesOfAnySizeAreABatchOfSmallOnes() {
        TensorSpec images = TensorSpec.of("images", ElementType.FLOAT32, -1, 3, -1, -1);
        Tensor made = GoldenInputs.of(List.of(images), Map.of("images", List.of("n", "", "height", "width")))
                .get("images");
        assertThat(made.shape()).containsExactly(2, 3, 16, 16);
        assertThat(doubles(made)).allMatch(value -> value >= 0 && value < 1);
        assertThat(doubles(made).distinct().count()).isGreaterThan(1000);
        assertThat(GoldenInputs.of(List.of(images), Map.of()).get("images").toFloatArray())
                .isEqualTo(made.toFloatArray());
    }

    private static DoubleStream doubles(Tensor tensor) {
        float[] values = tensor.toFloatArray();
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
    }

    @Test
    void aDecoderGetsAShortSequenceWithoutAPast() {
        Map<String, Tensor> made = GoldenInputs.of(
                List.of(
                        TensorSpec.of("input_ids", ElementType.INT64, -1, -1),
                        TensorSpec.of("attention_mask", ElementType.INT64, -1, -1),
                        TensorSpec.of("position_ids", ElementType.INT64, -1, -1),
                        TensorSpec.of("num_logits_to_keep", ElementType.INT64),
                        TensorSpec.of("past_key_values.0.key", ElementType.FLOAT32, -1, 4, -1, 8)),
                Map.of(
                        "input_ids", List.of("batch_size", "sequence_length"),
                        "attention_mask", List.of("batch_size", "past_sequence_length + sequence_length"),
                        "position_ids", List.of("batch_size", "sequence_length"),
                        "past_key_values.0.key", List.of("batch_size", "", "past_sequence_length", "")));
        assertThat(made.get("input_ids").shape()).containsExactly(1, 4);
        assertThat(Arrays.stream(made.get("input_ids").toLongArray())).allMatch(id -> id >= 0 && id < 10);
        assertThat(made.get("attention_mask").toLongArray()).containsExactly(1, 1, 1, 1);
        assertThat(made.get("position_ids").toLongArray()).containsExactly(0, 1, 2, 3);
        assertThat(made.get("num_logits_to_keep").toLongArray()).containsExactly(1);
        assertThat(made.get("past_key_values.0.key").shape()).containsExactly(1, 4, 0, 8);
    }

    @Test
    void refusesWhatCannotBeMadeUp() {
        TensorSpec half = TensorSpec.of("latents", ElementType.FLOAT16, 1, 4);
        assertThatThrownBy(() -> GoldenInputs.of(List.of(half), Map.of()))
                .hasMessageContaining("no input can be made up for latents FLOAT16[1, 4]")
                .hasMessageContaining("--golden-input");
        TensorSpec huge = TensorSpec.of("x", ElementType.FLOAT32, Long.MAX_VALUE, 4);
        assertThatThrownBy(() -> GoldenInputs.of(List.of(huge), Map.of())).hasMessageContaining("too large");
    }
}
