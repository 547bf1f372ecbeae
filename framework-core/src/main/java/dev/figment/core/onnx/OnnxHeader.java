package dev.figment.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an ONNX file says of itself, read without its weights: what is passed over is not read from the disk.
 *
 * @param irVersion of the file's format; 0 where it does not say
 * @param opsets version of each operator set by its domain; the ONNX standard's own is the empty text
 */
public record OnnxHeader(long irVersion, Map<String, Long> opsets) {
    /** Operator sets in one file; no exporter writes more than a few. */
    private static final int MOST_OPSETS = 1000;

    private static final String STANDARD = "ai.onnx";

    public OnnxHeader {
        opsets = Map.copyOf(opsets);
    }

    /**
     * What of it this ONNX Runtime does not know, as the end of a sentence that begins with the file: {@code is written with
     * operator set 27, …}.
     */
    public Optional<String> unknown() {
        return OnnxLimits.exceededBy(this);
    }

    /**
     * Reads it.
     *
     * @throws FigmentException if there is no such file, or it is no whole ONNX model
     */
    public static OnnxHeader read(Path file) {
        return read(file, OnnxHeader::read);
    }

    /** Reads it from the beginning of a stream. */
    static OnnxHeader read(InputStream stream) throws IOException {
        CodedInputStream input = coded(stream);
        long irVersion = 0;
        boolean graph = false;
        Map<String, Long> opsets = new LinkedHashMap<>();
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case ModelProto.IR_VERSION_FIELD_NUMBER -> irVersion = input.readInt64();
                case ModelProto.OPSET_IMPORT_FIELD_NUMBER -> {
                    OperatorSetIdProto opset =
                            input.readMessage(OperatorSetIdProto.parser(), ExtensionRegistryLite.getEmptyRegistry());
                    opsets.put(opset.getDomain().equals(STANDARD) ? "" : opset.getDomain(), opset.getVersion());
                    if (opsets.size() > MOST_OPSETS) {
                        throw new InvalidProtocolBufferException("it names too many operator sets");
                    }
                }
                default -> {
                    graph |= WireFormat.getTagFieldNumber(tag) == ModelProto.GRAPH_FIELD_NUMBER;
                    input.skipField(tag);
                }
            }
        }
        if (!graph || opsets.isEmpty()) {
            throw new InvalidProtocolBufferException("it has no graph, or names no operator set");
        }
        return new OnnxHeader(irVersion, opsets);
    }

    /**
     * The names that the dimensions of the graph's inputs have, by input; the empty text where a dimension is fixed or has
     * no name.
     *
     * @throws FigmentException as {@link #read(Path)}
     */
    public static Map<String, List<String>> dimensions(Path file) {
        return read(file, stream -> {
            CodedInputStream input = coded(stream);
            Map<String, List<String>> names = new LinkedHashMap<>();
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == ModelProto.GRAPH_FIELD_NUMBER) {
                    int outer = input.pushLimit(input.readRawVarint32());
                    readInputs(input, names);
                    input.popLimit(outer);
                } else {
                    input.skipField(tag);
                }
            }
            return names;
        });
    }

    private static void readInputs(CodedInputStream graph, Map<String, List<String>> names) throws IOException {
        for (int tag = graph.readTag(); tag != 0; tag = graph.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == GraphProto.INPUT_FIELD_NUMBER) {
                ValueInfoProto info =
                        graph.readMessage(ValueInfoProto.parser(), ExtensionRegistryLite.getEmptyRegistry());
                names.put(
                        info.getName(),
                        info.getType().getTensorType().getShape().getDimList().stream()
                                .map(Dimension::getDimParam)
                                .toList());
            } else {
                graph.skipField(tag);
            }
        }
    }

    private static CodedInputStream coded(InputStream stream) {
        CodedInputStream input = CodedInputStream.newInstance(stream);
        input.setSizeLimit(Integer.MAX_VALUE);
        return input;
    }

    private interface Reading<T> {
        T from(InputStream stream) throws IOException;
    }

    private static <T> T read(Path file, Reading<T> reading) {
        try (InputStream stream = Files.newInputStream(file)) {
            return reading.from(stream);
        } catch (InvalidProtocolBufferException e) {
            throw FigmentException.user(
                    Problem.of("bad-onnx", file.toString(), "this is no whole ONNX model: " + e.getMessage())
                            .fix("export the model again, or get the file again"),
                    e);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "the model's file cannot be read: " + e)
                            .fix("get it again, or make it readable"),
                    e);
        }
    }
}
