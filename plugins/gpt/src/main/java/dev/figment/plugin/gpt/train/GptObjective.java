package dev.figment.plugin.gpt.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.Tokens;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.CrossEntropy;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean negative log-likelihood of each token after those before it, in nats for a token (Radford et al. 2018, eq. 1).
 *
 * @param bytesPerToken bytes of text in a token, on average
 */
record GptObjective(GptNetwork network, double bytesPerToken) implements Objective {
    private static final String TOKENS = "tokens";
    private static final String TARGETS = "targets";

    /** Of a batch size that is fixed, or named where it is null. */
    List<InputSpec> inputs(@Nullable Long batch) {
        Dim samples = batch == null ? new Dim.Named("N") : new Dim.Fixed(batch);
        Shape shape = new Shape(List.of(samples, new Dim.Fixed(network.context())));
        return List.of(
                new InputSpec(TOKENS, ElementType.INT64, shape), new InputSpec(TARGETS, ElementType.INT64, shape));
    }

    /** Those inputs, of samples with a token more than a context. */
    Map<String, Tensor> feed(Tokens samples) {
        int context = Math.toIntExact(network.context());
        int count = samples.size();
        Tensor tokens = Tensor.allocate(ElementType.INT64, count, context);
        Tensor targets = Tensor.allocate(ElementType.INT64, count, context);
        for (int i = 0; i < count; i++) {
            tokens.longs().put(i * context, samples.ids().longs(), i * (context + 1), context);
            targets.longs().put(i * context, samples.ids().longs(), i * (context + 1) + 1, context);
        }
        return Map.of(TOKENS, tokens, TARGETS, targets);
    }

    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        Value logits = network.logits(scope, requireNonNull(inputs.get(TOKENS)));
        Value loss = new CrossEntropy().mean(logits, requireNonNull(inputs.get(TARGETS)));
        float bits = (float) (1 / (Math.log(2) * bytesPerToken));
        return new Loss(loss, Map.of("bits-per-byte", Arithmetic.mul(loss, bits)));
    }
}
