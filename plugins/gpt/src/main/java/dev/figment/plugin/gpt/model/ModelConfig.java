package dev.figment.plugin.gpt.model;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.files.ModelFiles;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a model's {@code config.json} says of it, in the format of Hugging Face's transformers. */
record ModelConfig(JsonNode content) {
    /** What architectures call the positions of their longest sequence. */
    private static final List<String> CONTEXT =
            List.of("max_position_embeddings", "n_positions", "n_ctx", "seq_length");

    /** That of a model; empty where it has no such file. */
    static ModelConfig of(Models models, ModelRef model) {
        return ModelFiles.find(models, model, DecoderFiles.CONFIG)
                .map(json -> read(json, model + "/" + DecoderFiles.CONFIG))
                .orElseGet(() -> new ModelConfig(MissingNode.getInstance()));
    }

    private static ModelConfig read(byte[] json, String where) {
        try {
            return new ModelConfig(JsonMapper.shared().readTree(json));
        } catch (JacksonException e) {
            throw FigmentException.user(
                    Problem.of("bad-json", where, "this is no JSON: " + e.getOriginalMessage())
                            .fix("copy the file again, or take it away"),
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
}
