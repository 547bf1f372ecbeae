package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What {@code config.json} beside a model says of it, in the format of Hugging Face's transformers. */
record ModelConfig(JsonNode content) {
    /** What architectures call the positions of their longest sequence. */
    private static final List<String> CONTEXT =
            List.of("max_position_embeddings", "n_positions", "n_ctx", "seq_length");

    /** That of a model's folder; empty where there is no such file. */
    static ModelConfig beside(Path model) {
        Path file = model.resolveSibling(DecoderFiles.CONFIG);
        if (!Files.isRegularFile(file)) {
            return new ModelConfig(MissingNode.getInstance());
        }
        try {
            return new ModelConfig(JsonMapper.shared().readTree(Files.readAllBytes(file)));
        } catch (JacksonException e) {
            throw FigmentException.user(
                    Problem.of("bad-json", file.toString(), "this is no JSON: " + e.getOriginalMessage())
                            .fix("copy the file again, or take it away"),
                    e);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "it cannot be read: " + e)
                            .fix("make it readable"),
                    e);
        }
    }

    /** Positions of the longest sequence. */
    OptionalInt context() {
        return CONTEXT.stream()
                .map(content::path)
                .filter(JsonNode::isInt)
                .mapToInt(JsonNode::asInt)
                .findFirst();
    }

    /** How many tokens attention sees, where that is not all of the context. */
    OptionalInt slidingWindow() {
        JsonNode window = content.path("sliding_window");
        boolean used = window.isInt()
                && content.path("use_sliding_window").asBoolean(true)
                && window.asInt() < context().orElse(Integer.MAX_VALUE);
        return used ? OptionalInt.of(window.asInt()) : OptionalInt.empty();
    }

    /** Bytes of a file and of those beside it that hold its tensors. */
    static long size(Path model) {
        String name = String.valueOf(model.getFileName());
        try (Stream<Path> files =
                Files.list(requireNonNull(model.toAbsolutePath().getParent()))) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += String.valueOf(file.getFileName()).startsWith(name) ? Files.size(file) : 0;
            }
            return bytes;
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", model.toString(), "its folder cannot be read: " + e)
                            .fix("make it readable"),
                    e);
        }
    }
}
