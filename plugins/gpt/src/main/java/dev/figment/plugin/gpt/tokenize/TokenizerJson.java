package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Models;

/** The component {@code tokenizer-json}: the tokenizer of a model's folder. */
public final class TokenizerJson implements Delegating {
    /** The keys of the component. */
    @Description("The tokenizer of a model, from its tokenizer.json")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with tokenizer.json")
            ModelRef model) {}

    private final PromptTokenizer tokenizer;

    public TokenizerJson(Config config, Models models) {
        this.tokenizer = TokenizerFile.of(models, config.model);
    }

    @Override
    public PromptTokenizer tokenizer() {
        return tokenizer;
    }
}
