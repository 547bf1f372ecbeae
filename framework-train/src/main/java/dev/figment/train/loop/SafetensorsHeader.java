package dev.figment.train.loop;

import dev.figment.api.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The header of a {@link Safetensors} file, checked against the file's size.
 *
 * @param dataStart where the tensors' bytes begin in the file
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries, long dataStart) {
    static final String METADATA = "__metadata__";
    static final Map<ElementType, String> TYPES = Map.of(
            ElementType.FLOAT32, "F32",
            ElementType.FLOAT16, "F16",
            ElementType.FLOAT64, "F64",
            ElementType.INT64, "I64",
            ElementType.INT32, "I32",
            ElementType.UINT8, "U8",
            ElementType.INT8, "I8",
            ElementType.BOOL, "BOOL");

    /** The format's own limit, in bytes. */
    private static final long LONGEST = 100_000_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** Where a tensor lies: from here to there, in bytes after the header. */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    record Entry(String name, ElementType type, long[] shape, long from, long to) {}

    /**
     * @throws IllegalArgumentException if it is no such header or the file is not as long as it says
     */
    static SafetensorsHeader read(FileChannel channel) throws IOException {
        if (channel.size() < Long.BYTES) {
            throw new IllegalArgumentException("it has only " + channel.size() + " bytes");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readAll(channel, 0, length);
        long textLength = length.getLong(0);
        if (textLength < 0 || textLength > LONGEST) {
            throw new IllegalArgumentException("it does not begin with the length of a header");
        }
        long dataStart = Long.BYTES + textLength;
        if (dataStart > channel.size()) {
            throw new IllegalArgumentException("its header is cut short");
        }
        ByteBuffer text = ByteBuffer.allocate((int) textLength);
        readAll(channel, Long.BYTES, text);
        JsonNode tree = tree(StandardCharsets.UTF_8.decode(text.flip()).toString());
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (field.getKey().equals(METADATA)) {
                field.getValue().properties().forEach(string -> metadata.put(string.getKey(), text(string)));
            } else {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        requireWhole(entries, channel.size() - dataStart);
        return new SafetensorsHeader(metadata, entries, dataStart);
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
            throw new IllegalArgumentException("its header is no JSON object");
        } catch (JacksonException e) {
            throw new IllegalArgumentException("its header is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String text(Map.Entry<String, JsonNode> field) {
        if (!field.getValue().isString()) {
            throw new IllegalArgumentException("its metadata '" + field.getKey() + "' is no text");
        }
        return field.getValue().asString();
    }

    private static Entry entry(String name, JsonNode node) {
        String dtype = node.path("dtype").asString("");
        ElementType type = TYPES.entrySet().stream()
                .filter(known -> known.getValue().equals(dtype))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the tensor '" + name + "' is of type '" + dtype + "', which is not known here"));
        long[] shape = numbers(name, node.path("shape"));
        long[] offsets = numbers(name, node.path("data_offsets"));
        if (offsets.length != 2 || offsets[1] - offsets[0] != bytes(name, type, shape)) {
            throw new IllegalArgumentException("the place of the tensor '" + name + "' does not fit its shape");
        }
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    private static long[] numbers(String name, JsonNode list) {
        if (!list.isArray() || list.valueStream().anyMatch(item -> !item.canConvertToLong() || item.asLong() < 0)) {
            throw new IllegalArgumentException("the tensor '" + name + "' has no sound shape and place");
        }
        return list.valueStream().mapToLong(JsonNode::asLong).toArray();
    }

    private static long bytes(String name, ElementType type, long[] shape) {
        try {
            long bytes = type.bytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the tensor '" + name + "' is too large", e);
        }
    }

    /** The format allows neither holes nor overlaps, nor anything after the last tensor. */
    private static void requireWhole(List<Entry> entries, long dataLength) {
        long position = 0;
        List<Entry> placed = entries.stream()
                .sorted(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to))
                .toList();
        for (Entry entry : placed) {
            if (entry.from() != position) {
                throw new IllegalArgumentException(
                        "the tensor '" + entry.name() + "' begins at " + entry.from() + " and not at " + position);
            }
            position = entry.to();
        }
        if (position != dataLength) {
            throw new IllegalArgumentException(
                    "its tensors need " + position + " bytes, and it has " + dataLength + " for them");
        }
    }

    /** Fills a buffer from a place in the file. */
    static void readAll(FileChannel channel, long from, ByteBuffer buffer) throws IOException {
        long position = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position);
            if (read < 0) {
                throw new IllegalArgumentException("it is cut short");
            }
            position += read;
        }
    }
}
