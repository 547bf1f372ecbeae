package dev.figment.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.figment.api.Device;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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

    private static ModelProto with(long irVersion, String domain, long opset) throws IOException {
        return ModelProto.parseFrom(TinyOnnx.doubling()).toBuilder()
                .setIrVersion(irVersion)
                .clearOpsetImport()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(domain.isEmpty() ? opset : 17))
                .addAllOpsetImport(
                        domain.isEmpty()
                                ? List.of()
                                : List.of(OperatorSetIdProto.newBuilder()
                                        .setDomain(domain)
                                        .setVersion(opset)
                                        .build()))
                .build();
    }

    private boolean loads(ModelProto model) {
        try (OnnxModels models = OnnxModels.on(Device.CPU);
                Model loaded = models.compile(model.toByteArray(), "limits")) {
            return loaded.inputs().size() == 1;
        } catch (FigmentException e) {
            assertThat(e).hasMessageContaining("cannot load this model");
            return false;
        }
    }

    @Test
    void theLimitsAreThoseOfTheRuntime() throws IOException {
        List<ModelProto> known = new ArrayList<>();
        List<ModelProto> unknown = new ArrayList<>();
        known.add(with(OnnxLimits.NEWEST_IR, "", 17));
        unknown.add(with(OnnxLimits.NEWEST_IR + 1, "", 17));
        for (Map.Entry<String, Long> opset : OnnxLimits.NEWEST_OPSETS.entrySet()) {
            known.add(with(8, opset.getKey(), opset.getValue()));
            unknown.add(with(8, opset.getKey(), opset.getValue() + 1));
        }
        known.add(with(8, "org.example", 99));
        for (ModelProto model : known) {
            assertThat(OnnxHeader.read(file(model.toByteArray())).unknown()).isEmpty();
            assertThat(loads(model)).as(model.toString()).isTrue();
        }
        for (ModelProto model : unknown) {
            assertThat(OnnxHeader.read(file(model.toByteArray())).unknown()).isPresent();
            assertThat(loads(model)).as(model.toString()).isFalse();
        }
    }

    @Test
    void saysWhatIsTooNew() throws IOException {
        assertThat(OnnxHeader.read(file(with(8, "", 27).toByteArray())).unknown())
                .hasValue("is written with operator set 27, and 26 is the newest that is known here");
        assertThat(OnnxHeader.read(file(with(14, "", 17).toByteArray())).unknown())
                .hasValue("is in version 14 of the ONNX format, and 13 is the newest that is known here");
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
