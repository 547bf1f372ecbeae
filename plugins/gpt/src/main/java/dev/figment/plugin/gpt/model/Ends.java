package dev.figment.plugin.gpt.model;

import dev.figment.api.Tokenizer;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.files.ModelFiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tokens that end a model's texts. */
final class Ends {
    /** What Figment's own tokenizers and GPT-2's call it. */
    private static final String USUAL = "<|endoftext|>";

    private static final String KEY = "eos_token_id";

    private Ends() {}

    /**
     * The token of a name, or none where the vocabulary has none; without a name those that {@code generation_config.json} names,
     * and without that file the usual one, if the vocabulary has it.
     */
    static List<Integer> of(@Nullable String name, Models models, ModelRef model, Tokenizer tokenizer) {
        if (name != null) {
            return tokenizer.specialToken(name).stream().boxed().toList();
        }
        List<Integer> ends = new ArrayList<>();
        ModelFiles.find(models, model, DecoderFiles.GENERATION).ifPresent(json -> addAll(json, ends));
        if (ends.isEmpty()) {
            tokenizer.specialToken(USUAL).ifPresent(ends::add);
        }
        return ends;
    }

    private static void addAll(byte[] json, List<Integer> ends) {
        try {
            JsonNode ids = JsonMapper.shared().readTree(json).path(KEY);
            if (ids.isArray()) {
                ids.forEach(id -> ends.add(id.asInt()));
            } else if (ids.isInt()) {
                ends.add(ids.asInt());
            }
        } catch (JacksonException e) {
            ends.clear(); // It is no file of a model's; the vocabulary says it.
        }
    }
}
