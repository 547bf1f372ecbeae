package dev.figment.train.loop;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of named tensors in the safetensors format: the header's length (64 bits, little-endian), a JSON header with
 * type, shape and place of each tensor, then their bytes.
 *
 * @param metadata strings by key
 * @param tensors by name
 */
record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final String METADATA = "__metadata__";
    private static final long LONGEST_HEADER = 100_000_000;
    private static final Map<ElementType, String> TYPES = Map.of(
            ElementType.FLOAT32, "F32",
            ElementType.FLOAT16, "F16",
            ElementType.FLOAT64, "F64",
            ElementType.INT64, "I64",
            ElementType.INT32, "I32",
            ElementType.UINT8, "U8",
            ElementType.INT8, "I8",
            ElementType.BOOL, "BOOL");

    /** Writes it, without a copy of the tensors, and forces it to the disk. */
    void write(Path file) throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode header = json.createObjectNode();
        ObjectNode strings = header.putObject(METADATA);
        new TreeMap<>(metadata).forEach(strings::put);
        long offset = 0;
        List<ByteBuffer> parts = new ArrayList<>();
        for (Map.Entry<String, Tensor> entry : new TreeMap<>(tensors).entrySet()) {
            ByteBuffer bytes = entry.getValue().bytes();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", TYPES.get(entry.getValue().type()));
            node.set("shape", json.valueToTree(entry.getValue().shape()));
            node.set("data_offsets", json.valueToTree(new long[] {offset, offset + bytes.remaining()}));
            offset += bytes.remaining();
            parts.add(bytes);
        }
        String text = json.writeValueAsString(header);
        // Padded with spaces, so that the tensors begin at a multiple of 8.
        byte[] headerBytes = (text + " ".repeat((8 - text.getBytes(StandardCharsets.UTF_8).length % 8) % 8))
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer length =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, headerBytes.length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(channel, length);
            writeAll(channel, ByteBuffer.wrap(headerBytes));
            for (ByteBuffer part : parts) {
                writeAll(channel, part);
            }
            channel.force(true);
        }
    }

    /**
     * Reads one.
     *
     * @throws FigmentException if it is cut short or no such file
     */
    static Safetensors read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer length = readAll(channel, 0, Long.BYTES, file);
            long headerLength = length.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
            if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, channel.size() - Long.BYTES)) {
                throw broken(file, "its header is cut short");
            }
            ByteBuffer header = readAll(channel, Long.BYTES, (int) headerLength, file);
            JsonNode tree = new JsonMapper()
                    .readTree(StandardCharsets.UTF_8.decode(header).toString());
            return parse(tree, channel, Long.BYTES + headerLength, file);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw FigmentException.user(
                    broken(file, String.valueOf(e.getMessage())).problems().get(0), e);
        }
    }

    private static Safetensors parse(JsonNode tree, FileChannel channel, long start, Path file) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            JsonNode node = entry.getValue();
            if (entry.getKey().equals(METADATA)) {
                node.properties()
                        .forEach(string ->
                                metadata.put(string.getKey(), string.getValue().asString()));
                continue;
            }
            ElementType type = TYPES.entrySet().stream()
                    .filter(known -> known.getValue().equals(node.path("dtype").asString("")))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> broken(file, "the type of " + entry.getKey() + " is unknown"));
            long[] shape = new long[node.path("shape").size()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = node.path("shape").get(i).asLong();
            }
            long from = node.path("data_offsets").path(0).asLong(-1);
            Tensor tensor = Tensor.allocate(type, shape);
            ByteBuffer bytes = tensor.bytes();
            long end = node.path("data_offsets").path(1).asLong(-1);
            if (from < 0 || end - from != bytes.remaining() || start + end > channel.size()) {
                throw broken(file, "the tensor " + entry.getKey() + " is cut short");
            }
            long position = start + from;
            while (bytes.hasRemaining()) {
                int count = channel.read(bytes, position);
                if (count < 0) {
                    throw broken(file, "the tensor " + entry.getKey() + " is cut short");
                }
                position += count;
            }
            tensors.put(entry.getKey(), tensor);
        }
        return new Safetensors(metadata, tensors);
    }

    private static ByteBuffer readAll(FileChannel channel, long from, int count, Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        long position = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position);
            if (read < 0) {
                throw broken(file, "it is cut short");
            }
            position += read;
        }
        return buffer.flip();
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static FigmentException broken(Path file, String why) {
        return FigmentException.user(
                Problem.of("bad-checkpoint", file.toString(), "this is no whole safetensors file: " + why)
                        .fix("delete it; training resumes from the checkpoint before it"));
    }
}
