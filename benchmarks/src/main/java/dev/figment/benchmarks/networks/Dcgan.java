package dev.figment.benchmarks.networks;

import static dev.figment.benchmarks.networks.Adversaries.DISCRIMINATOR;
import static dev.figment.benchmarks.networks.Adversaries.GENERATOR;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.AdversarialLosses;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.TransposedConvolution;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;

/** Convolutional generator and discriminator (Radford et al. 2016), with losses on logits that do not saturate. */
final class Dcgan {
    private Dcgan() {}

    /**
     * A family member.
     *
     * @param channels of the discriminator's layers; the generator has them in reverse. Images are of
     *     4 · 2^(layers) pixels a side
     */
    static Family of(int batch, int latents, List<Integer> channels) {
        int size = 4 << channels.size();
        return new Family(
                "dcgan",
                size + "×" + size + ", channels " + channels + ", batch " + batch,
                List.of("dcgan"),
                List.of(
                        Input.uniform("images", -1, 1, batch, 3, size, size),
                        Input.normal("noise", batch, latents, 1, 1)),
                List.of(
                        new Goal(
                                "discriminator-loss",
                                DISCRIMINATOR,
                                (scope, inputs) -> discriminatorLoss(scope, inputs, channels),
                                Adversaries.OPTIMIZER),
                        new Goal(
                                "generator-loss",
                                GENERATOR,
                                (scope, inputs) -> generatorLoss(scope, inputs, channels),
                                Adversaries.OPTIMIZER)));
    }

    private static Objective.Loss discriminatorLoss(Scope scope, Map<String, Value> inputs, List<Integer> channels) {
        Value made = Conversion.stopGradient(generator(scope, inputs, channels));
        Value real = AdversarialLosses.logisticReal(discriminator(scope, Input.of(inputs, "images"), channels));
        Value fake = AdversarialLosses.logisticFake(discriminator(scope, made, channels));
        return new Objective.Loss(Arithmetic.add(real, fake), Map.of());
    }

    private static Objective.Loss generatorLoss(Scope scope, Map<String, Value> inputs, List<Integer> channels) {
        Value made = generator(scope, inputs, channels);
        return new Objective.Loss(AdversarialLosses.logisticReal(discriminator(scope, made, channels)), Map.of());
    }

    private static Value generator(Scope scope, Map<String, Value> inputs, List<Integer> channels) {
        Scope place = scope.child(GENERATOR);
        int depth = channels.size();
        TransposedConvolution first = TransposedConvolution.convTranspose2d(channels.get(depth - 1), 4);
        Value h = Activations.relu(
                Adversaries.normalized(place.child("0"), first.withoutBias(), Input.of(inputs, "noise")));
        for (int i = 1; i < depth; i++) {
            TransposedConvolution up = Kernels.up(channels.get(depth - 1 - i)).withoutBias();
            h = Activations.relu(Adversaries.normalized(place.child(Integer.toString(i)), up, h));
        }
        Value last = place.child(Integer.toString(depth)).apply("convolution", Kernels.up(3), h);
        return Activations.tanh(last);
    }

    private static Value discriminator(Scope scope, Value images, List<Integer> channels) {
        Scope place = scope.child(DISCRIMINATOR);
        Value h = Adversaries.leaky(place.child("0").apply("convolution", Kernels.down(channels.get(0)), images));
        for (int i = 1; i < channels.size(); i++) {
            Convolution down = Kernels.down(channels.get(i)).withoutBias();
            h = Adversaries.leaky(Adversaries.normalized(place.child(Integer.toString(i)), down, h));
        }
        return place.child(Integer.toString(channels.size())).apply("convolution", Convolution.conv2d(1, 4), h);
    }
}
