package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** Writes a model that was read, with some of its weights replaced. */
final class ModelFile {
    private static final String PARTIAL = ".partial";
    private static final String DATA = ".data";

    /** Tensors below this many bytes stay in the ONNX file, as exporters have it. */
    private static final int SMALL = 1024;

    /** ONNX asks for it, so that a file can be mapped. */
    private static final long ALIGNMENT = 4096;

    private final ModelProto model;
    private final ExternalData files;
    private final Map<String, Tensor> replaced;

    ModelFile(ModelProto model, ExternalData files, Map<String, Tensor> replaced) {
        this.model = model;
        this.files = files;
        this.replaced = replaced;
    }

    byte[] bytes(Map<String, String> metadata) {
        GraphProto.Builder graph = model.getGraph().toBuilder().clearInitializer();
        long total = 0;
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            TensorProto inline = inline(tensor);
            total += inline.getRawData().size();
            if (total > Integer.MAX_VALUE - (64 << 20)) {
                throw FigmentException.user(
                        Problem.of("model-too-large", "", "the model's tensors exceed the 2 GiB of one ONNX file")
                                .fix("write it with its tensors in a file of their own"));
            }
            graph.addInitializer(inline);
        }
        return withMetadata(graph, metadata).toByteArray();
    }

    void write(Path to, Map<String, String> metadata) {
        boolean external = model.getGraph().getInitializerList().stream().anyMatch(ExternalData::holds);
        Path partial = to.resolveSibling(to.getFileName() + PARTIAL);
        Path data = to.resolveSibling(to.getFileName() + DATA);
        Path partialData = to.resolveSibling(data.getFileName() + PARTIAL);
        try {
            Path folder = to.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (external) {
                GraphProto.Builder graph = model.getGraph().toBuilder().clearInitializer();
                try (OutputStream out = Files.newOutputStream(partialData)) {
                    writeData(graph, data.getFileName().toString(), out);
                }
                Files.write(partial, withMetadata(graph, metadata).toByteArray());
                Files.move(partialData, data, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.write(partial, bytes(metadata));
            }
            Files.move(partial, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw FigmentException.run(
                    Problem.of("unwritable-file", to.toString(), "the model could not be written: " + e)
                            .fix("check the disk's space and the folder's permissions"),
                    e);
        } finally {
            List.of(partial, partialData).forEach(ModelFile::deleteQuietly);
        }
    }

    private void writeData(GraphProto.Builder graph, String name, OutputStream out) throws IOException {
        long position = 0;
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            TensorProto inline = inline(tensor);
            ByteString bytes = inline.getRawData();
            if (bytes.size() < SMALL) {
                graph.addInitializer(inline);
                continue;
            }
            long offset = (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            out.write(new byte[(int) (offset - position)]);
            bytes.writeTo(out);
            position = offset + bytes.size();
            graph.addInitializer(inline.toBuilder()
                    .clearRawData()
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(entry("location", name))
                    .addExternalData(entry("offset", Long.toString(offset)))
                    .addExternalData(entry("length", Integer.toString(bytes.size()))));
        }
    }

    /** A tensor with its bytes in it; one that was neither replaced nor lies elsewhere stays as it is. */
    private TensorProto inline(TensorProto tensor) {
        Tensor trained = replaced.get(tensor.getName());
        if (trained == null && !ExternalData.holds(tensor)) {
            return tensor;
        }
        TensorProto.Builder builder = tensor.toBuilder()
                .clearFloatData()
                .clearInt32Data()
                .clearExternalData()
                .clearDataLocation();
        return builder.setRawData(
                        trained == null ? files.bytes(tensor) : TensorProtos.raw(trained, tensor.getDataType()))
                .build();
    }

    private ModelProto withMetadata(GraphProto.Builder graph, Map<String, String> metadata) {
        Map<String, String> all = new TreeMap<>();
        model.getMetadataPropsList().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        all.putAll(metadata);
        ModelProto.Builder written = model.toBuilder().setGraph(graph).clearMetadataProps();
        all.forEach((key, value) -> written.addMetadataProps(entry(key, value)));
        return written.build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LoggerFactory.getLogger(ModelFile.class).warn("{} could not be deleted: {}", file, e.toString());
        }
    }
}
