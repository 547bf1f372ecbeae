package dev.figment.plugin.gpt.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Scratch;
import dev.figment.api.Text;
import dev.figment.api.Tokens;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.tokenize.LearnedTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerConfig;
import dev.figment.train.data.Augmentation;
import dev.figment.train.loop.PreparingRecipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pretrains a {@link GptNetwork decoder-only transformer} on texts. One training at a time. */
public final class GptRecipe implements PreparingRecipe<Text, Tokens> {
    /** Heads whose size is a multiple of this are what ONNX Runtime turns by positions. */
    private static final int ROTARY_MULTIPLE = 16;

    /** The keys of the recipe. */
    @Description("Pretrains a decoder-only transformer on texts")
    public record Config(
            @Default("{}") TokenizerConfig tokenizer,

            @Description("gpt2: learned positions, layer norm, GELU; llama: rotary positions, RMS norm, SwiGLU")
            @Default("gpt2")
            Architecture architecture,

            @Description("Tokens that the model sees at once") @Default("256")
            int context,

            @Description("Blocks of attention and feed-forward") @Default("6")
            int layers,

            @Description("Numbers that stand for a token between the blocks") @Default("384")
            int width,

            @Description("Heads of attention; they divide the width") @Default("6")
            int heads,

            @Description(
                    "Heads of keys and values, which neighbouring heads share; they divide the heads. Without it, as"
                            + " many as there are heads")
            @Nullable
            Integer keyValueHeads,

            @Description(
                    "Size of the feed-forward part; without it, 4 times the width for gpt2, and 8/3 of it, rounded up"
                            + " to a multiple of 32, for llama")
            @Nullable
            Integer hidden,

            @Description("Rate at which activations are dropped while training, in [0, 1)") @Default("0")
            double dropout) {
        public Config {
            require(context >= 2, "context must be at least 2");
            require(layers >= 1, "layers must be at least 1");
            require(width >= 1, "width must be at least 1");
            require(heads >= 1 && width % heads == 0, "heads must divide the width, " + width);
            require(
                    keyValueHeads == null || (keyValueHeads >= 1 && heads % keyValueHeads == 0),
                    "key-value-heads must divide the heads, " + heads);
            require(hidden == null || hidden >= 1, "hidden must be at least 1");
            require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1)");
            require(
                    architecture == Architecture.GPT2 || (width / heads) % ROTARY_MULTIPLE == 0,
                    "width must give each of the heads a multiple of " + ROTARY_MULTIPLE
                            + " numbers with the architecture llama, not " + width / Math.max(1, heads));
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    private final Config config;
    private final Models models;
    private final TokenFiles tokens;
    private @Nullable LearnedTokenizer tokenizer;
    private double bytesPerToken;

    public GptRecipe(Config config, Models models, Scratch scratch) {
        this.config = config;
        this.models = models;
        this.tokens = new TokenFiles(scratch);
    }

    @Override
    public Dataset<Tokens> prepare(Dataset<Text> data) {
        boolean first = tokenizer == null;
        LearnedTokenizer used = first ? config.tokenizer.learn(new Texts(data)) : requireNonNull(tokenizer);
        tokenizer = used;
        TokenWindows windows = new TokenWindows(data, tokens.of(data, used), config.context);
        if (first) {
            bytesPerToken = windows.bytesPerToken();
        }
        return windows;
    }

    @Override
    public Optional<Augmentation<Tokens>> augmentation() {
        return Optional.of(new RandomContext(config.context));
    }

    @Override
    public Training<Tokens> start(Start<Tokens> start) {
        LearnedTokenizer used = requireNonNull(tokenizer, "prepare comes first");
        GptNetwork network = new GptNetwork(
                config.architecture,
                used.tokenizer().vocabularySize(),
                config.context,
                config.layers,
                config.width,
                config.heads,
                config.keyValueHeads == null ? config.heads : config.keyValueHeads,
                hidden(),
                config.dropout);
        return new GptTraining(
                models, new GptObjective(network, bytesPerToken), new DecoderFolder(network, used), start);
    }

    private int hidden() {
        if (config.hidden != null) {
            return config.hidden;
        }
        return config.architecture == Architecture.GPT2 ? 4 * config.width : (8 * config.width / 3 + 31) / 32 * 32;
    }
}
