package dev.figment.train.nn;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Splitting;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * WaveNet's body (van den Oord et al. 2016, sections 2.3 and 2.4): from [samples, channels, time] to the sum of all layers'
 * skip outputs [samples, skip, time]. Layer i is z = tanh(W_f ∗ x) ⊙ σ(W_g ∗ x) with causal convolutions of dilation dᵢ
 * (eq. 2); its residual output x + W_r z is the next layer's input, its skip output W_s z. Below {@code i}: {@code gate} of
 * W_f and W_g together, {@code residual} (not for the last layer). All layers' W_s stand side by side in {@code skip},
 * because the sum of their products is one product of what they gave, one after the other. Weights are at first what each
 * convolution alone would have.
 *
 * @param kernel of the dilated convolutions
 * @param dilations one for each layer
 */
public record GatedResidualStack(long skip, long kernel, List<Long> dilations) implements Layer {
    public GatedResidualStack {
        dilations = List.copyOf(dilations);
        if (skip < 1 || dilations.isEmpty()) {
            throw new IllegalArgumentException(
                    "a stack of " + dilations.size() + " layers with " + skip + " skip channels");
        }
    }

    /** Dilations 1, 2, 4, … {@code 2^(depth − 1)}, and that {@code times} times. */
    public static GatedResidualStack doubling(long skip, long kernel, int depth, int times) {
        List<Long> dilations = new ArrayList<>();
        for (int i = 0; i < depth * times; i++) {
            dilations.add(1L << i % depth);
        }
        return new GatedResidualStack(skip, kernel, dilations);
    }

    /** How many inputs an output depends on: (kernel − 1) · Σ dilations + 1. */
    public long receptiveField() {
        return (kernel - 1) * dilations.stream().mapToLong(Long::longValue).sum() + 1;
    }

    @Override
    public Value apply(Scope scope, Value x) {
        long channels = x.shape().size(1);
        List<Value> gated = new ArrayList<>();
        Value current = x;
        for (int i = 0; i < dilations.size(); i++) {
            Scope layer = scope.child(Integer.toString(i));
            Convolution gates = Convolution.causal1d(2 * channels, kernel, dilations.get(i));
            List<Value> halves = Splitting.split(layer.apply("gate", gates, current), 1, channels, channels);
            Value z = layer.within(
                    () -> Arithmetic.mul(Activations.tanh(halves.get(0)), Activations.sigmoid(halves.get(1))));
            gated.add(z);
            if (i < dilations.size() - 1) {
                Value before = current;
                Value residual = layer.apply("residual", Convolution.conv1d(channels, 1), z);
                current = layer.within(() -> Arithmetic.add(before, residual));
            }
        }
        return scope.apply("skip", (place, all) -> sumOfSkips(place, all, channels), concat(scope, gated));
    }

    private Value concat(Scope scope, List<Value> gated) {
        return gated.size() == 1 ? gated.get(0) : scope.within(() -> Layout.concat(gated, 1));
    }

    private Value sumOfSkips(Scope scope, Value gated, long channels) {
        Init init = Init.uniformByFanIn(channels);
        Value weight = scope.parameter("weight", init, skip, gated.shape().size(1), 1);
        return Convolutions.conv(gated, weight, Window.of(1), 1, scope.parameter("bias", init, skip));
    }
}
