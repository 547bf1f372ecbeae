package dev.figment.train.adapt;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.loop.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The two files of an {@link Adapter}. */
final class AdapterFiles {
    static final String TENSORS = "adapter.safetensors";
    static final String DESCRIPTION = "adapter.json";
    private static final String PARTIAL = ".partial";
    private static final int FORMAT = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    AdapterFiles(Path folder) {
        this.folder = folder;
    }

    void write(Adapter adapter) {
        Path tensors = folder.resolve(TENSORS + PARTIAL);
        Path description = folder.resolve(DESCRIPTION + PARTIAL);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(tensors);
            new Safetensors(Map.of("format", "figment-adapter"), adapter.tensors()).write(tensors);
            Files.write(description, JSON.writeValueAsBytes(describe(adapter)));
            Files.move(tensors, folder.resolve(TENSORS), StandardCopyOption.REPLACE_EXISTING);
            Files.move(description, folder.resolve(DESCRIPTION), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw FigmentException.run(
                    Problem.of("unwritable-file", folder.toString(), "the adapter could not be written: " + e)
                            .fix("check the disk's space and the folder's permissions"),
                    e);
        }
    }

    private static ObjectNode describe(Adapter adapter) {
        ObjectNode description = JSON.createObjectNode().put("format", FORMAT);
        ArrayNode adapters = description.putArray("low-rank");
        for (LowRank lowRank : adapter.lowRank()) {
            ObjectNode entry = adapters.addObject()
                    .put("weight", lowRank.weight())
                    .put("rank", lowRank.rank())
                    .put("alpha", lowRank.alpha())
                    .put("transposed", lowRank.transposed())
                    .put("in", lowRank.in())
                    .put("out", lowRank.out());
            ArrayNode nodes = entry.putArray("nodes");
            lowRank.nodes().forEach(nodes::add);
        }
        ArrayNode weights = description.putArray("weights");
        adapter.weights().forEach(weights::add);
        return description;
    }

    Adapter read() {
        Path tensorFile = folder.resolve(TENSORS);
        Path description = folder.resolve(DESCRIPTION);
        try {
            Map<String, Tensor> tensors = Safetensors.read(tensorFile).tensors();
            JsonNode tree = JSON.readTree(Files.readAllBytes(description));
            if (tree.path("format").asInt(0) != FORMAT) {
                throw broken(
                        description,
                        "its format is '" + tree.path("format").asString("") + "', and " + FORMAT + " is read");
            }
            List<LowRank> lowRank = new ArrayList<>();
            tree.path("low-rank").forEach(entry -> lowRank.add(lowRank(entry, description)));
            List<String> weights = new ArrayList<>();
            tree.path("weights").forEach(name -> weights.add(name.asString()));
            for (LowRank adapter : lowRank) {
                require(tensors, adapter.a(), adapter.rank(), adapter.in());
                require(tensors, adapter.b(), adapter.out(), adapter.rank());
            }
            weights.forEach(name -> require(tensors, name));
            return new Adapter(lowRank, weights, tensors);
        } catch (NoSuchFileException e) {
            throw FigmentException.user(
                    Problem.of("no-adapter", e.getFile(), "this file of the adapter is missing")
                            .fix("an adapter is a folder with " + TENSORS + " and " + DESCRIPTION),
                    e);
        } catch (JacksonException e) {
            throw broken(description, "this is no whole JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw broken(tensorFile, "this is no whole safetensors file: " + e.getMessage());
        } catch (IOException e) {
            throw FigmentException.run(
                    Problem.of("unreadable-file", folder.toString(), "the adapter could not be read: " + e), e);
        }
    }

    private static LowRank lowRank(JsonNode entry, Path description) {
        List<String> nodes = new ArrayList<>();
        entry.path("nodes").forEach(node -> nodes.add(node.asString()));
        LowRank lowRank = new LowRank(
                entry.path("weight").asString(""),
                nodes,
                entry.path("rank").asInt(0),
                entry.path("alpha").asDouble(0),
                entry.path("transposed").asBoolean(false),
                entry.path("in").asLong(0),
                entry.path("out").asLong(0));
        if (lowRank.rank() < 1 || !(lowRank.alpha() > 0) || nodes.isEmpty()) {
            throw broken(description, "its entry for '" + lowRank.weight() + "' has no sound rank, alpha and nodes");
        }
        return lowRank;
    }

    private void require(Map<String, Tensor> tensors, String name, long... shape) {
        Tensor tensor = tensors.get(name);
        if (tensor == null
                || tensor.type() != ElementType.FLOAT32
                || (shape.length > 0 && !Arrays.equals(tensor.shape(), shape))) {
            throw broken(
                    folder.resolve(TENSORS),
                    "it has " + (tensor == null ? "no tensor" : tensor) + " for '" + name + "'");
        }
    }

    private static FigmentException broken(Path file, String what) {
        return FigmentException.user(Problem.of("bad-adapter", file.toString(), what)
                .fix("write the adapter again, or copy the folder again"));
    }
}
