package dev.figment.core.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Walks through an ONNX file before ONNX Runtime gets it, and refuses one that is not whole, or whose tensors are not what
 * they say: sizes that overflow, more elements than bytes, bytes in files that are not the model's. Weights are skipped, so it
 * needs little time and next to no memory. What the model computes, it does not look at.
 */
final class OnnxFileCheck {
    /** Graphs within graphs; what protobuf's own limit lets through in ONNX Runtime. */
    private static final int DEEPEST = 32;

    /** The messages that lead to tensors, and by which fields; see onnx.proto. */
    private enum Message {
        MODEL,
        TRAINING,
        FUNCTION,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        TENSOR
    }

    /** A field that holds a message. */
    private record Field(Message message, boolean repeated) {}

    private static final Map<Message, Map<Integer, Field>> FIELDS = Map.of(
            Message.MODEL,
            Map.of(7, one(Message.GRAPH), 20, many(Message.TRAINING), 25, many(Message.FUNCTION)),
            Message.TRAINING,
            Map.of(1, one(Message.GRAPH), 2, one(Message.GRAPH)),
            Message.FUNCTION,
            Map.of(7, many(Message.NODE), 11, many(Message.ATTRIBUTE)),
            Message.GRAPH,
            Map.of(1, many(Message.NODE), 5, many(Message.TENSOR), 15, many(Message.SPARSE_TENSOR)),
            Message.NODE,
            Map.of(5, many(Message.ATTRIBUTE)),
            Message.ATTRIBUTE,
            Map.of(
                    5, one(Message.TENSOR),
                    6, one(Message.GRAPH),
                    10, many(Message.TENSOR),
                    11, many(Message.GRAPH),
                    22, one(Message.SPARSE_TENSOR),
                    23, many(Message.SPARSE_TENSOR)),
            Message.SPARSE_TENSOR,
            Map.of(1, one(Message.TENSOR), 2, one(Message.TENSOR)));

    private final Path file;
    private final CodedInputStream in;

    private OnnxFileCheck(Path file, CodedInputStream in) {
        this.file = file;
        this.in = in;
    }

    private static Field one(Message message) {
        return new Field(message, false);
    }

    private static Field many(Message message) {
        return new Field(message, true);
    }

    /**
     * Checks a file.
     *
     * @throws FigmentException if it is refused
     */
    static void require(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            if (Files.size(file) > Integer.MAX_VALUE) {
                throw new RefusedModel("it is larger than the 2 GiB of one ONNX file");
            }
            CodedInputStream in = CodedInputStream.newInstance(stream);
            Set<Integer> found = new OnnxFileCheck(file, in).message(Message.MODEL, 0);
            if (!found.contains(7)) {
                throw new RefusedModel("it has no graph, so it is no ONNX model");
            }
        } catch (RefusedModel e) {
            throw refused(file, e.getMessage(), e);
        } catch (InvalidProtocolBufferException e) {
            throw refused(file, "it is truncated, damaged, or no ONNX model: " + e.getMessage(), e);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "the model's file cannot be read: " + e)
                            .fix("make it readable"),
                    e);
        }
    }

    private static FigmentException refused(Path file, String why, Exception cause) {
        return FigmentException.user(
                Problem.of("bad-model", file.toString(), why)
                        .fix("get the file again from whoever made it, or export it again"),
                cause);
    }

    /** Walks through one message to its end; gives the numbers of its fields that hold messages. */
    private Set<Integer> message(Message message, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new RefusedModel("graphs are nested in it more than " + DEEPEST + " deep");
        }
        Map<Integer, Field> fields = FIELDS.getOrDefault(message, Map.of());
        Set<Integer> seen = new HashSet<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            Field field = fields.get(number);
            if (field == null || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                skip(tag);
                continue;
            }
            if (!seen.add(number) && !field.repeated) {
                // Protobuf would put the parts together, and each alone may look harmless.
                throw new RefusedModel("it has a part twice that there is once in ONNX models");
            }
            int end = in.pushLimit(in.readRawVarint32());
            if (field.message == Message.TENSOR) {
                ScannedTensor.read(in).require(file);
            } else {
                message(field.message, field.message == Message.GRAPH ? depth + 1 : depth);
            }
            if (in.getBytesUntilLimit() != 0) {
                throw new RefusedModel("it is truncated or damaged");
            }
            in.popLimit(end);
        }
        return seen;
    }

    private void skip(int tag) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP) {
            throw new RefusedModel("it has a group, which there is none of in ONNX models");
        }
        if (!in.skipField(tag)) {
            throw new RefusedModel("it is truncated or damaged");
        }
    }
}
