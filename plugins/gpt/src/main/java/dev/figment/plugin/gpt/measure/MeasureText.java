package dev.figment.plugin.gpt.measure;

import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Text;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.plugin.gpt.model.Gpt;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean negative log-likelihood of texts, each token predicted from those before it: in nats for a token, and in bits for a
 * byte of UTF-8, which does not depend on the vocabulary.
 */
public final class MeasureText implements Sink<Text> {
    /** The keys of the step. */
    @Description("How well a decoder predicts texts, in nats for a token and bits for a byte")
    public record Config(
            @Description("a component of the type gpt") ComponentRef with,

            @Description(
                    "the share of each text, at its end, that is measured, greater than 0 and at most 1; what stands"
                            + " before it is read alone")
            @Default("1")
            double last,

            @Description(
                    "tokens predicted in one reading: fewer leave each token more that it is predicted from; half the"
                            + " context without it")
            @Nullable
            Integer stride) {
        public Config {
            if (!(last > 0 && last <= 1)) {
                throw new IllegalArgumentException("last must be greater than 0 and at most 1, not " + last);
            }
            if (stride != null && stride < 1) {
                throw new IllegalArgumentException("stride must be at least 1, not " + stride);
            }
        }
    }

    private final Config config;
    private final Gpt gpt;

    /**
     * @throws FigmentException if the stride is longer than the model's context
     */
    public MeasureText(Config config, @Named("with") Gpt with) {
        this.config = config;
        this.gpt = with;
        int context = with.decoder().context();
        if (config.stride != null && config.stride > context) {
            throw FigmentException.user(Problem.of(
                            "stride-too-long",
                            "measure-text",
                            "the stride is " + config.stride + " tokens, and the model's context " + context)
                    .fix("leave 'stride' out, or give it at most the context"));
        }
    }

    @Override
    public Writer<Text> open(Seed seed) {
        int context = gpt.decoder().context();
        int stride = config.stride == null ? Math.max(1, context / 2) : config.stride;
        Prediction prediction = new Prediction(gpt.decoder(), gpt.tokenizer(), context, stride, config.last);
        return new Writer<>() {
            @Override
            public void write(Text batch) {
                batch.texts().forEach(prediction::add);
            }

            @Override
            public Outcome finish() {
                if (prediction.tokens() == 0) {
                    throw FigmentException.user(Problem.of(
                                    "no-text",
                                    "measure-text",
                                    "there is no token to predict: each text has one at most")
                            .fix("give it longer texts"));
                }
                Map<String, Double> values = new LinkedHashMap<>();
                values.put("nats-per-token", prediction.natsPerToken());
                values.put("bits-per-byte", prediction.bitsPerByte());
                return new Outcome.Measured("prediction of " + prediction.tokens() + " tokens", values);
            }

            @Override
            public void close() {}
        };
    }
}
