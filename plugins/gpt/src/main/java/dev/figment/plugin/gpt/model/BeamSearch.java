package dev.figment.plugin.gpt.model;

import dev.figment.api.Generator;
import dev.figment.api.Position;
import dev.figment.api.Text;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Continues texts with the likeliest continuation that {@link Beams} finds; no chance is in it. */
public final class BeamSearch implements Generator<Text, Text> {
    /** The keys of the component. */
    @Description("A decoder-only transformer that continues texts with the likeliest continuation it finds")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with model.onnx and tokenizer.json")
            ModelRef model,

            @Description("Texts that are followed at once, at least 1") @Default("4")
            int beams,

            @Description(
                    "A text's log-probability is divided by its tokens to the power of this: above 0 longer texts are"
                            + " better, below 0 shorter ones")
            @Default("1")
            double lengthPenalty,

            @Description("New tokens, at most") @Default("256")
            int maxTokens,

            @Description("The token that ends a text, by its name in the vocabulary; without it, those of"
                    + " generation_config.json")
            @Nullable
            String endOfText) {
        public Config {
            if (beams < 1) {
                throw new IllegalArgumentException("beams must be at least 1, not " + beams);
            }
            if (maxTokens < 1) {
                throw new IllegalArgumentException("max-tokens must be at least 1, not " + maxTokens);
            }
            if (!Double.isFinite(lengthPenalty)) {
                throw new IllegalArgumentException("length-penalty must be a finite number");
            }
        }
    }

    private final Config config;
    private final Decoder decoder;
    private final PromptTokenizer tokenizer;
    private final List<Integer> ends;

    public BeamSearch(Config config, Models models) {
        this.config = config;
        this.tokenizer = TokenizerFile.of(models, config.model);
        this.decoder = Decoder.load(models, config.model);
        this.ends = Ends.of(config.endOfText, models, config.model, tokenizer);
    }

    /** Each prompt with its continuation. */
    @Override
    public Text generate(Text condition, Position at) {
        return new Text(condition.texts().stream()
                .map(prompt -> prompt + continuation(prompt))
                .toList());
    }

    private String continuation(String prompt) {
        int[] ids = tokenizer.encodeWhole(prompt);
        if (ids.length == 0 || ids.length > decoder.context()) {
            throw FigmentException.user(Problem.of(
                            "prompt-length",
                            decoder.name(),
                            "the prompt has " + ids.length + " tokens, and there must be 1 to " + decoder.context())
                    .fix("give it a prompt that fits the model's context"));
        }
        int most = (int) Math.min(config.maxTokens, (long) decoder.context() - ids.length + 1);
        try (Beams beams = new Beams(decoder, config.beams, config.lengthPenalty, ends, ids.length + most)) {
            return tokenizer.decode(beams.best(ids, most));
        }
    }
}
