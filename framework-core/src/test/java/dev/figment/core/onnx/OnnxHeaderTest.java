package dev.figment.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.figment.api.error.FigmentException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxHeaderTest {
    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("model.onnx"), bytes);
    }

    @Test
    void readsVersions() throws IOException {
        OnnxHeader header = OnnxHeader.read(file(TinyOnnx.doubling()));
        assertThat(header.irVersion()).isEqualTo(8);
        assertThat(header.opsets()).containsOnly(Map.entry("", 17L));
        assertThat(header.hasFunctions()).isFalse();
    }

    @Test
    void theStandardHasTwoNames() throws IOException {
        ModelProto model = ModelProto.parseFrom(TinyOnnx.doubling()).toBuilder()
                .clearOpsetImport()
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx").setVersion(18))
                .build();
        assertThat(OnnxHeader.read(file(model.toByteArray())).opsets()).containsOnlyKeys("");
    }

    @Test
    void namesTheDimensionsOfInputs() throws IOException {
        assertThat(OnnxHeader.dimensions(file(TinyOnnx.doubling())))
                .containsOnlyKeys("x")
                .containsEntry("x", List.of("rows", ""));
    }

    /** A graph of a gigabyte that is a hole in the file. */
    @Test
    void doesNotReadWhatItPassesOver() throws IOException {
        Path file = folder.resolve("model.onnx");
        long graph = 1L << 30;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[] {8, 9}));
            // Field 7, of 2³⁰ bytes.
            channel.write(ByteBuffer.wrap(new byte[] {0x3A, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x04}));
            channel.write(ByteBuffer.wrap(new byte[] {0x42, 0x02, 0x10, 21}), channel.position() + graph);
        }
        AtomicLong read = new AtomicLong();
        InputStream counting = new FilterInputStream(Files.newInputStream(file)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = super.read(into, from, length);
                read.addAndGet(count);
                return count;
            }
        };
        try (counting) {
            assertThat(OnnxHeader.read(counting).opsets()).containsEntry("", 21L);
        }
        assertThat(read).hasValueLessThan(100_000);
    }

    @Test
    void refusesWhatIsCutShort() throws IOException {
        byte[] whole = TinyOnnx.doubling();
        for (int length : new int[] {0, 1, 5, whole.length / 2, whole.length - 1}) {
            Path cut = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> OnnxHeader.read(cut))
                    .as(length + " bytes")
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("no whole ONNX model");
        }
    }

    @Test
    void refusesWhatIsNone() throws IOException {
        Path text = file("onnx!".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> OnnxHeader.read(text)).hasMessageContaining("no whole ONNX model");
        assertThatThrownBy(() -> OnnxHeader.read(folder.resolve("missing.onnx")))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("cannot be read");
    }
}
