package dev.figment.train.loop;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of named tensors in the safetensors format: the header's length (64 bits, little-endian), a JSON header with
 * type, shape and place of each tensor, then their bytes without holes.
 *
 * @param metadata strings by key
 * @param tensors by name
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final int ALIGNMENT = 8;

    /**
     * Writes it, without a copy of the tensors, and forces it to the disk.
     *
     * @throws IOException if there is such a file already, or it cannot be written
     */
    public void write(Path file) throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode header = json.createObjectNode();
        ObjectNode strings = header.putObject(SafetensorsHeader.METADATA);
        new TreeMap<>(metadata).forEach(strings::put);
        long offset = 0;
        List<ByteBuffer> parts = new ArrayList<>();
        for (Map.Entry<String, Tensor> entry : ordered()) {
            Tensor tensor = entry.getValue();
            ByteBuffer bytes = tensor.bytes();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", SafetensorsHeader.TYPES.get(tensor.type()));
            node.set("shape", json.valueToTree(tensor.shape()));
            node.set("data_offsets", json.valueToTree(new long[] {offset, offset + bytes.remaining()}));
            offset += bytes.remaining();
            parts.add(bytes);
        }
        byte[] text = json.writeValueAsBytes(header);
        int padding = (ALIGNMENT - text.length % ALIGNMENT) % ALIGNMENT;
        ByteBuffer beginning = ByteBuffer.allocate(Long.BYTES + text.length + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length + padding)
                .put(text)
                .put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII))
                .flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(channel, beginning);
            for (ByteBuffer part : parts) {
                writeAll(channel, part);
            }
            channel.force(true);
        }
    }

    /** Wide types first, so that each tensor begins at a multiple of its element's size; then by name. */
    private List<Map.Entry<String, Tensor>> ordered() {
        return tensors.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Tensor> entry) ->
                                -entry.getValue().type().bytes())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /**
     * Reads one.
     *
     * @param fix what to do if it is missing or broken
     * @throws FigmentException if there is no such file, or it is cut short or of another format
     */
    static Safetensors read(Path file, String fix) {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            throw FigmentException.user(
                    Problem.of("no-checkpoint", file.toString(), "this file of the run is missing")
                            .fix(fix),
                    e);
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of(
                                    "bad-checkpoint",
                                    file.toString(),
                                    "this is no whole safetensors file: " + e.getMessage())
                            .fix(fix),
                    e);
        } catch (IOException e) {
            throw FigmentException.run(
                    Problem.of("unreadable-checkpoint", file.toString(), "it could not be read: " + e), e);
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is cut short or of another format
     * @throws IOException if there is no such file, or it cannot be read
     */
    public static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SafetensorsHeader header = SafetensorsHeader.read(channel);
            Map<String, Tensor> tensors = new TreeMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                Tensor tensor = Tensor.allocate(entry.type(), entry.shape());
                SafetensorsHeader.readAll(channel, header.dataStart() + entry.from(), tensor.bytes());
                tensors.put(entry.name(), tensor);
            }
            return new Safetensors(header.metadata(), tensors);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
