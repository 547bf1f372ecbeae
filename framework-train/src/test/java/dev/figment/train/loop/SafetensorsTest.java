package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static final Map<String, Tensor> TENSORS = Map.of(
            "mean.weight", Tensor.ofFloats(new float[] {1, -2.5f, 3, Float.MIN_VALUE, -0f, 6}, 2, 3),
            "step", Tensor.ofLongs(new long[] {Long.MAX_VALUE}),
            "nothing", Tensor.allocate(ElementType.FLOAT32, 0, 4));

    private Path written(Map<String, String> metadata, Map<String, Tensor> tensors) throws IOException {
        Path file = folder.resolve("a.safetensors");
        new Safetensors(metadata, tensors).write(file);
        return file;
    }

    private Path raw(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text);
        return Files.write(folder.resolve("raw.safetensors"), bytes.array());
    }

    private static void assertRefused(Path file, String because) {
        assertThatThrownBy(() -> Safetensors.read(file, "delete it"))
                .isInstanceOfSatisfying(FigmentException.class, refusal -> {
                    assertThat(refusal.fault()).isEqualTo(FigmentException.Fault.USER);
                    assertThat(refusal.problems().get(0).where()).isEqualTo(file.toString());
                    assertThat(refusal.problems().get(0).fix()).contains("delete it");
                })
                .hasMessageContaining(because);
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        Map<String, String> metadata = Map.of("config.name", "naïve \"quotes\"\n", "step", "7");
        Safetensors read = Safetensors.read(written(metadata, TENSORS), "");
        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.tensors().keySet()).isEqualTo(TENSORS.keySet());
        TENSORS.forEach((name, tensor) -> {
            Tensor same = read.tensors().get(name);
            assertThat(same.shape()).isEqualTo(tensor.shape());
            assertThat(same.type()).isEqualTo(tensor.type());
            assertThat(same.bytes()).isEqualTo(tensor.bytes());
        });
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void knowsEveryElementType(ElementType type) throws IOException {
        Tensor tensor = Tensor.allocate(type, 3);
        tensor.bytes().put(0, (byte) 1);
        Tensor read = Safetensors.read(written(Map.of(), Map.of("t", tensor)), "")
                .tensors()
                .get("t");
        assertThat(read.type()).isEqualTo(type);
        assertThat(read.bytes()).isEqualTo(tensor.bytes());
    }

    @Test
    void isLaidOutAsTheFormatSays() throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(written(
                        Map.of("k", "v"), Map.of("a", Tensor.ofFloats(new float[] {1, 2}, 2)))))
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) file.getLong()];
        file.get(header);
        assertThat(new String(header, StandardCharsets.UTF_8).stripTrailing())
                .isEqualTo(
                        "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
        assertThat(file.getFloat()).isEqualTo(1);
        assertThat(file.getFloat()).isEqualTo(2);
        assertThat(file.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12", "123", "1234", "12345", "123456", "1234567"})
    void tensorsBeginAtMultiplesOfTheirElementsSize(String value) throws IOException {
        Path file = written(
                Map.of("k", value),
                Map.of(
                        "a", Tensor.allocate(ElementType.UINT8, 3),
                        "b", Tensor.ofFloats(new float[] {1}, 1),
                        "c", Tensor.ofLongs(new long[] {2}, 1)));
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int start = (int) (Long.BYTES + data.getLong(0));
        assertThat(start % 8).isZero();
        assertThat(data.getLong(start)).isEqualTo(2);
        assertThat(data.getFloat(start + 8)).isEqualTo(1);
    }

    @Test
    void sameContentGivesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(written(Map.of("a", "1", "b", "2"), TENSORS));
        Files.delete(folder.resolve("a.safetensors"));
        assertThat(Files.readAllBytes(written(Map.of("b", "2", "a", "1"), TENSORS)))
                .isEqualTo(first);
    }

    @Test
    void cutAtAnyByteItIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written(Map.of("k", "v"), TENSORS));
        Path cut = folder.resolve("cut.safetensors");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertRefused(cut, "no whole safetensors file");
        }
    }

    @Test
    void withMoreAtItsEndItIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written(Map.of("k", "v"), TENSORS));
        Files.write(folder.resolve("a.safetensors"), Arrays.copyOf(whole, whole.length + 1));
        assertRefused(folder.resolve("a.safetensors"), "its tensors need 32 bytes, and it has 33 for them");
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        Path png = Files.write(
                folder.resolve("a.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13});
        assertRefused(png, "it does not begin with the length of a header");
        assertRefused(Files.write(folder.resolve("text"), new byte[100]), "its header is no JSON");
        assertRefused(raw("[1, 2]", 0), "its header is no JSON object");
        assertRefused(raw("{\"a\"", 0), "its header is no JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}; does not fit its shape",
                "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}; begins at 4 and not at 0",
                "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,4]}; does not fit its shape",
                "{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}; no sound shape",
                "{\"dtype\":\"F32\",\"shape\":[0.5],\"data_offsets\":[0,2]}; no sound shape",
                "{\"dtype\":\"F32\",\"shape\":[400000000],\"data_offsets\":[0,1600000000]}; need 1600000000 bytes",
                "{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}; is too large",
                "{\"dtype\":\"F32\",\"shape\":3,\"data_offsets\":[0,8]}; no sound shape",
                "{\"dtype\":\"F32\",\"shape\":[2]}; no sound shape",
                "{\"dtype\":\"F128\",\"shape\":[1],\"data_offsets\":[0,8]}; of type 'F128'",
                "{\"shape\":[1],\"data_offsets\":[0,8]}; of type ''",
                "7; of type ''"
            })
    void aHeaderThatCannotBeTrueIsRefused(String entry, String because) throws IOException {
        assertRefused(raw("{\"a\":" + entry + "}", 8), because);
    }

    @Test
    void overlapsAndDoubledNamesAreRefused() throws IOException {
        String tensor = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
        assertRefused(raw("{\"a\":" + tensor + ",\"b\":" + tensor + "}", 4), "'b' begins at 0 and not at 4");
        assertRefused(raw("{\"a\":" + tensor + ",\"a\":" + tensor + "}", 4), "its header is no JSON: Duplicate");
        assertRefused(raw("{\"__metadata__\":{\"k\":1}}", 0), "metadata 'k' is no text");
    }

    @Test
    void aMissingFileIsCalledMissing() {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none"), "delete it"))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("none: this file of the run is missing");
    }
}
