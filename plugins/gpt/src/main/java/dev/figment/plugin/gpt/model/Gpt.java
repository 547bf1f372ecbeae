package dev.figment.plugin.gpt.model;

import dev.figment.api.ChatGenerator;
import dev.figment.api.Position;
import dev.figment.api.Sampler;
import dev.figment.api.ScoredToken;
import dev.figment.api.Seed;
import dev.figment.api.Text;
import dev.figment.api.TokenGenerator;
import dev.figment.api.Tokenizer;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.InputPath;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.chat.Prompting;
import dev.figment.plugin.gpt.constrain.Constraint;
import dev.figment.plugin.gpt.constrain.TokenAutomaton;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerFile;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A decoder-only transformer that continues texts. The model's folder holds {@code model.onnx}, a {@link Decoder}, and {@code
 * tokenizer.json}.
 */
public final class Gpt implements ChatGenerator, TokenGenerator {
    /** The keys of the component. */
    @Description("A decoder-only transformer that continues texts")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with model.onnx and tokenizer.json")
            ModelRef model,

            @Description("A component that chooses the next token")
            ComponentRef sampler,

            @Description("New tokens, at most") @Default("256")
            int maxTokens,

            @Description("Texts that end a text, and are left out of it") @Default("[]")
            List<String> stop,

            @Description(
                    "The token that ends a text, by its name in the vocabulary; where there is none of that name, a"
                            + " text ends by 'max-tokens' and 'stop' alone. Without it, the tokens of the model's"
                            + " generation_config.json")
            @Nullable
            String endOfText,

            @Description(
                    "Where the context is too short for prompt and text: refuse makes it an error for a prompt, and"
                            + " ends a text; truncate drops the prompt's beginning; slide forgets the older half, and goes on")
            @Default("refuse")
            Overflow overflow,

            @Description("The form that continuations must have; any without it") @Nullable
            Constraint constraint,

            @Description("How the next tokens are guessed while one text is written alone; not at all without it")
            @Nullable
            Speculation speculation,

            @Description(
                    "A template in Jinja that turns a conversation into a prompt; without it, that of the model's folder,"
                            + " and where there is none, each turn on lines of its own")
            @Nullable
            InputPath chatTemplate,

            @Description("Texts that are written at once, at most; others wait. Each takes memory for its context")
            @Default("8")
            int parallel) {
        public Config {
            if (parallel < 1) {
                throw new IllegalArgumentException("parallel must be at least 1, not " + parallel);
            }
            stop = List.copyOf(stop);
            new Limits(maxTokens, stop, List.of(), overflow);
        }
    }

    private final Decoder decoder;
    private final PromptTokenizer tokenizer;
    private final Continuations generator;
    private final Prompting prompting;

    public Gpt(Config config, Models models, @Named("sampler") Sampler sampler) {
        String name = config.model.text();
        this.tokenizer = TokenizerFile.of(models, config.model);
        this.decoder = Decoder.load(models, config.model);
        List<Integer> ends = Ends.of(config.endOfText, models, config.model, tokenizer);
        Limits limits = new Limits(config.maxTokens, config.stop, ends, config.overflow);
        this.prompting = Prompting.of(models, config.model, config.chatTemplate);
        this.generator = new Continuations(
                decoder,
                tokenizer,
                sampler,
                limits,
                new Continuations.Options(config.parallel, form(config), guesses(config, models)));
    }

    private @Nullable TokenAutomaton form(Config config) {
        return config.constraint == null ? null : TokenAutomaton.of(config.constraint, tokenizer);
    }

    private Continuations.@Nullable Guesses guesses(Config config, Models models) {
        Speculation speculation = config.speculation;
        if (speculation == null) {
            return null;
        }
        Guesser guesser = speculation instanceof Speculation.Ngram ngram
                ? new NgramGuesser(ngram.longest())
                : new DraftGuesser(draft(((Speculation.Draft) speculation).model(), models));
        return new Continuations.Guesses(guesser, speculation.tokens());
    }

    private Decoder draft(ModelRef model, Models models) {
        Decoder draft = Decoder.load(models, model);
        if (draft.vocabularySize() != decoder.vocabularySize()) {
            throw FigmentException.user(Problem.of(
                            "other-vocabulary",
                            model.text(),
                            "the model that guesses has " + draft.vocabularySize() + " tokens, and " + decoder.name()
                                    + " has " + decoder.vocabularySize())
                    .fix("take a smaller model that was trained with the same tokenizer.json"));
        }
        return draft;
    }

    public Decoder decoder() {
        return decoder;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Each prompt with its continuation. */
    @Override
    public Text generate(Text condition, Position at) {
        List<Seed> seeds =
                IntStream.range(0, condition.size()).mapToObj(at::seed).toList();
        List<Continuation> continuations = generator.generate(condition.texts(), seeds);
        return new Text(IntStream.range(0, condition.size())
                .mapToObj(i -> condition.texts().get(i) + continuations.get(i).text())
                .toList());
    }

    @Override
    public Stream<String> stream(String prompt, Seed seed) {
        return generator.stream(prompt, seed);
    }

    @Override
    public Stream<ScoredToken> tokens(String prompt, Seed seed, int alternatives) {
        if (alternatives < 0) {
            throw new IllegalArgumentException("alternatives must be at least 0, not " + alternatives);
        }
        return generator.tokens(prompt, seed, alternatives);
    }

    @Override
    public Stream<String> reply(List<Turn> turns, Seed seed) {
        return generator.stream(tokenizer.encodePrompt(prompting.prompt(turns)), seed);
    }
}
