package dev.figment.plugin.gpt.model;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;

/** How the next tokens are guessed. */
@Description("How the next tokens are guessed, so that several are read in one run; the text stays what it is")
public sealed interface Speculation {
    /** Guesses in one run, at most. */
    int tokens();

    /** By what came before. */
    @Alternative("n-gram")
    @Description("The text goes on as it did the last time that its last tokens came")
    record Ngram(
            @Description("Guesses in one run, at most") @Default("6")
            int tokens,

            @Description("Last tokens that are looked for, at most") @Default("3")
            int longest)
            implements Speculation {
        public Ngram {
            require(tokens);
            if (longest < 1) {
                throw new IllegalArgumentException("longest must be at least 1, not " + longest);
            }
        }
    }

    /** By a smaller model. */
    @Alternative("draft")
    @Description("A smaller model of the same vocabulary says what it finds likeliest")
    record Draft(
            @Description("The smaller model: zoo:NAME, or a folder with model.onnx")
            ModelRef model,

            @Description("Guesses in one run, at most") @Default("4")
            int tokens)
            implements Speculation {
        public Draft {
            require(tokens);
        }
    }

    private static void require(int tokens) {
        if (tokens < 1) {
            throw new IllegalArgumentException("tokens must be at least 1, not " + tokens);
        }
    }
}
