package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Reads ONNX files and checks that they are whole. */
final class OnnxReader {
    static final long OLDEST = 13;

    /** The newest operator set of ONNX Runtime 1.29. */
    static final long NEWEST = 26;

    private OnnxReader() {}

    static Imported read(Path file) {
        String where = file.toString();
        ModelProto model = parse(file);
        if (!model.hasGraph()
                || model.getOpsetImportCount() == 0
                || model.getGraph().getOutputCount() == 0) {
            throw FileProblems.broken(where, "this is no ONNX model");
        }
        requireOpset(where, NormalForm.opset(model));
        try {
            return read(file, model, where);
        } catch (FigmentException e) {
            throw e;
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException
                | ArithmeticException
                | NoSuchElementException
                | NullPointerException e) {
            // The format does not keep a file from contradicting itself: nodes without outputs, names that are used
            // twice.
            throw FileProblems.broken(where, "it contradicts itself (" + e + ")", e);
        }
    }

    private static Imported read(Path file, ModelProto model, String where) {
        ModelProto prepared = Preparation.apply(model, where);
        ExternalData files = new ExternalData(file);
        Set<String> names = new HashSet<>();
        for (TensorProto tensor : prepared.getGraph().getInitializerList()) {
            if (!names.add(tensor.getName())) {
                throw FileProblems.broken(where, "it has two tensors named '" + tensor.getName() + "'");
            }
            TensorProtos.check(tensor, files, where);
        }
        prepared.getGraph().getNodeList().forEach(node -> refuseElsewhere(node, where));
        return new Imported(file, prepared, Map.of());
    }

    /** ONNX Runtime gets nodes without the file, and would look for their tensors' files in the working folder. */
    private static void refuseElsewhere(NodeProto node, String where) {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (ExternalData.holds(attribute.getT())) {
                throw external(node, attribute.getT(), where);
            }
            attribute.getTensorsList().stream().filter(ExternalData::holds).forEach(tensor -> {
                throw external(node, tensor, where);
            });
        }
        for (GraphProto graph : Captures.graphs(node)) {
            graph.getInitializerList().stream().filter(ExternalData::holds).forEach(tensor -> {
                throw external(node, tensor, where);
            });
            graph.getNodeList().forEach(inner -> refuseElsewhere(inner, where));
        }
    }

    private static FigmentException external(NodeProto node, TensorProto tensor, String where) {
        return FileProblems.external(
                where,
                "the tensor '" + tensor.getName() + "' within the node '" + node.getName()
                        + "' lies in another file, which only the model's own tensors may");
    }

    private static ModelProto parse(Path file) {
        return read(file, ModelProto::parseFrom);
    }

    /** The metadata alone: the graph, which may be large, is passed over. */
    static Map<String, String> metadata(Path file) {
        return read(file, input -> {
            Map<String, String> metadata = new LinkedHashMap<>();
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == ModelProto.METADATA_PROPS_FIELD_NUMBER) {
                    StringStringEntryProto entry = StringStringEntryProto.parseFrom(input.readByteArray());
                    metadata.put(entry.getKey(), entry.getValue());
                } else {
                    input.skipField(tag);
                }
            }
            return metadata;
        });
    }

    private interface Parser<T> {
        T parse(CodedInputStream input) throws IOException;
    }

    private static <T> T read(Path file, Parser<T> parser) {
        try (InputStream stream = Files.newInputStream(file)) {
            CodedInputStream input = CodedInputStream.newInstance(stream);
            input.setSizeLimit(Integer.MAX_VALUE);
            return parser.parse(input);
        } catch (NoSuchFileException e) {
            throw FigmentException.user(
                    Problem.of("no-model-file", file.toString(), "there is no such file")
                            .fix("check the path"),
                    e);
        } catch (InvalidProtocolBufferException e) {
            throw FigmentException.user(
                    Problem.of("bad-onnx", file.toString(), "this is no whole ONNX model: " + e.getMessage())
                            .fix("export the model again, or copy the file again"),
                    e);
        } catch (IOException e) {
            throw FigmentException.run(Problem.of("unreadable-file", file.toString(), "it could not be read: " + e), e);
        }
    }

    private static void requireOpset(String where, long opset) {
        if (opset < OLDEST || opset > NEWEST) {
            throw FigmentException.user(Problem.of(
                            "unsupported-opset",
                            where,
                            opset == 0
                                    ? "it names no operator set of the ONNX standard"
                                    : "it is written with operator set " + opset + ", and " + OLDEST + " to " + NEWEST
                                            + " can be read")
                    .fix("export it again with another opset, or convert it with onnx.version_converter"));
        }
    }
}
