package dev.figment.plugin.gpt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decoders as exporters write them: {@code ExportedDecoder} of framework-train's tests wrote the files. */
class InPlaceFormTest {
    @TempDir
    Path folder;

    private OnnxModels models;

    @BeforeEach
    void open() {
        models = OnnxModels.on(Device.CPU);
    }

    @AfterEach
    void close() {
        models.close();
    }

    private ModelRef model(String name) throws IOException {
        try (InputStream file = InPlaceFormTest.class.getResourceAsStream("exported-" + name + ".onnx")) {
            Files.write(
                    folder.resolve(DecoderFiles.MODEL),
                    Objects.requireNonNull(file).readAllBytes());
        }
        return new ModelRef(folder.toString(), folder);
    }

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve(DecoderFiles.CONFIG), json);
    }

    private Decoder original(ModelRef ref) {
        return Decoder.of(models.load(ref, DecoderFiles.MODEL), "original");
    }

    private static int[] ids(int count) {
        int[] ids = new int[count];
        Arrays.setAll(ids, i -> (int) new Seed(7).below(i, 13));
        return ids;
    }

    @ParameterizedTest
    @CsvSource({"gpt2, 1e-4", "llama, 1e-4", "gpt2-16-bit, 3e-2", "llama-16-bit, 3e-2"})
    void decodesInPlaceWhatTheOriginalDecodes(String name, float tolerance) throws IOException {
        ModelRef ref = model(name);
        Decoder decoder = Decoder.load(models, ref);
        assertThat(decoder.takesKeep()).isTrue();
        int[] ids = ids(20);
        try (Slots expected = new GrowingSlots(original(ref), 2, 32);
                Slots actual = decoder.slots(2, 32)) {
            assertThat(actual).isInstanceOf(InPlaceSlots.class);
            for (Slots slots : new Slots[] {expected, actual}) {
                slots.read(0, Arrays.copyOf(ids, 9), 0, 1);
                slots.read(1, Arrays.copyOfRange(ids, 9, 13), 0, 1);
            }
            // Two sequences of different lengths, each with a token more.
            float[] a = expected.step(new int[] {3, 5}, new int[] {9, 4}).toFloatArray();
            float[] b = actual.step(new int[] {3, 5}, new int[] {9, 4}).toFloatArray();
            assertThat(b).containsExactly(a, within(tolerance));
            // A token that was wrong is taken back, and others follow.
            a = expected.read(1, new int[] {1, 2, 3}, 3, 3).toFloatArray();
            b = actual.read(1, new int[] {1, 2, 3}, 3, 3).toFloatArray();
            assertThat(b).containsExactly(a, within(tolerance));
        }
    }

    @Test
    void theSameFileIsRewrittenOnce() throws IOException {
        ModelRef ref = model("llama");
        assertThat(Decoder.load(models, ref).model())
                .isSameAs(Decoder.load(models, ref).model());
    }

    @Test
    void whatIsQuantizedIsInPlaceToo() throws IOException {
        ModelRef ref = model("llama");
        Decoder.Source source = Decoder.source(models, ref);
        byte[] small = source.file().quantized(8, 16).bytes(source.metadata());
        Files.write(folder.resolve(DecoderFiles.MODEL), small);
        Model loaded = models.load(ref, DecoderFiles.MODEL);
        assertThat(Decoder.load(models, ref).model()).isSameAs(loaded);
        try (Slots slots = Decoder.load(models, ref).slots(1, 20)) {
            assertThat(slots).isInstanceOf(InPlaceSlots.class);
            assertThat(slots.read(0, ids(9), 0, 1).shape()).containsExactly(1, 1, 13);
        }
    }

    @Test
    void whatSeesLessThanTheWholeContextStaysAsItIs() throws IOException {
        ModelRef ref = model("windowed");
        assertThat(Decoder.load(models, ref).model()).isSameAs(models.load(ref, DecoderFiles.MODEL));
    }

    @Test
    void aWindowThatTheConfigurationNamesIsBelieved() throws IOException {
        ModelRef ref = model("llama");
        config("{\"max_position_embeddings\": 32, \"sliding_window\": 30}");
        assertThat(Decoder.load(models, ref).model()).isSameAs(models.load(ref, DecoderFiles.MODEL));
    }

    @Test
    void theConfigurationSaysHowLongTheContextIs() throws IOException {
        ModelRef ref = model("gpt2");
        config("{\"n_positions\": 32}");
        assertThat(Decoder.load(models, ref).context()).isEqualTo(32);
    }

    @Test
    void aConfigurationThatIsNoneIsAnError() throws IOException {
        ModelRef ref = model("gpt2");
        config("{");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Decoder.load(models, ref))
                .withMessageContaining("config.json")
                .withMessageContaining("this is no JSON");
    }
}
