package dev.figment.plugin.gpt.model;

import dev.figment.api.Tokenizer;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.files.ModelFiles;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tokens that end a model's texts. */
final class Ends {
    /** What Figment's own tokenizers and GPT-2's call it. */
    private static final String USUAL = "<|endoftext|>";

    private static final String KEY = "eos_token_id";

    private Ends() {}

    /** Those that {@code generation_config.json} names; without it the usual one, if the vocabulary has it. */
    static List<Integer> of(Models models, ModelRef model, Tokenizer tokenizer) {
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

    /** A token of this name, or none where the vocabulary has none. */
    static List<Integer> named(String name, Tokenizer tokenizer) {
        return tokenizer.specialToken(name).stream().boxed().toList();
    }
}
