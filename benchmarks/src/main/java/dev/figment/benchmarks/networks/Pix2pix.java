package dev.figment.benchmarks.networks;

import static dev.figment.benchmarks.networks.Adversaries.DISCRIMINATOR;
import static dev.figment.benchmarks.networks.Adversaries.GENERATOR;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.AdversarialLosses;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Dropout;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.TransposedConvolution;
import dev.figment.train.step.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * U-Net generator and PatchGAN discriminator, which sees patches of 70×70 (Isola et al. 2017, section 6.1), for one pair of
 * images.
 *
 * @param channels of the first layer; others have up to 8 times as many
 * @param depth how often the generator halves the image
 * @param dropout whether the generator drops half of what its innermost layers give
 */
record Pix2pix(int channels, int depth, boolean dropout) {
    private static final float DISTANCE_WEIGHT = 100;

    static Family of(int size, int channels, int depth, boolean dropout) {
        Pix2pix network = new Pix2pix(channels, depth, dropout);
        return new Family(
                "pix2pix",
                size + "×" + size + ", " + channels + " channels, batch 1",
                List.of("pix2pix", dropout ? "pix2pix-dropout" : "pix2pix-no-dropout"),
                List.of(
                        Input.uniform("source", -1, 1, 1, 3, size, size),
                        Input.uniform("target", -1, 1, 1, 3, size, size)),
                List.of(
                        new Goal(
                                "discriminator-loss", DISCRIMINATOR, network::discriminatorLoss, Adversaries.OPTIMIZER),
                        new Goal("generator-loss", GENERATOR, network::generatorLoss, Adversaries.OPTIMIZER)));
    }

    private Objective.Loss discriminatorLoss(Scope scope, Map<String, Value> inputs) {
        Value source = Input.of(inputs, "source");
        Value made = Conversion.stopGradient(generator(scope.child(GENERATOR), source));
        Value real = AdversarialLosses.logisticReal(discriminator(scope, source, Input.of(inputs, "target")));
        Value fake = AdversarialLosses.logisticFake(discriminator(scope, source, made));
        return new Objective.Loss(Arithmetic.mul(Arithmetic.add(real, fake), 0.5f), Map.of());
    }

    private Objective.Loss generatorLoss(Scope scope, Map<String, Value> inputs) {
        Value source = Input.of(inputs, "source");
        Value made = generator(scope.child(GENERATOR), source);
        Value distance = Reductions.mean(Activations.abs(Arithmetic.sub(made, Input.of(inputs, "target"))));
        Value real = AdversarialLosses.logisticReal(discriminator(scope, source, made));
        return new Objective.Loss(Arithmetic.add(real, Arithmetic.mul(distance, DISTANCE_WEIGHT)), Map.of());
    }

    private int width(int level) {
        return channels * Math.min(8, 1 << level);
    }

    private Value generator(Scope scope, Value source) {
        List<Value> skips = new ArrayList<>();
        Value h = source;
        for (int i = 0; i < depth; i++) {
            Scope place = scope.child("down." + i);
            Convolution down = Kernels.down(width(i));
            boolean norm = i > 0 && i < depth - 1;
            Value x = i == 0 ? h : Adversaries.leaky(h);
            h = norm ? Adversaries.normalized(place, down.withoutBias(), x) : place.apply("convolution", down, x);
            skips.add(h);
        }
        for (int i = depth - 1; i >= 0; i--) {
            Scope place = scope.child("up." + i);
            Value joined = i == depth - 1 ? h : Layout.concat(List.of(skips.get(i), h), 1);
            Value x = Activations.relu(joined);
            TransposedConvolution up = Kernels.up(i == 0 ? 3 : width(i - 1));
            h = i > 0 ? Adversaries.normalized(place, up.withoutBias(), x) : place.apply("convolution", up, x);
            if (dropout && i >= depth - 3) {
                h = place.apply("dropout", new Dropout(0.5), h);
            }
        }
        return Activations.tanh(h);
    }

    private Value discriminator(Scope scope, Value source, Value target) {
        Value h = Layout.concat(List.of(source, target), 1);
        for (int i = 0; i < 5; i++) {
            Scope place = scope.child(DISCRIMINATOR + "." + i);
            Convolution layer = Convolution.conv2d(i == 4 ? 1 : width(i), 4)
                    .stride(i < 3 ? 2 : 1)
                    .pad(1);
            Value x = i == 0 ? h : Adversaries.leaky(h);
            h = i > 0 && i < 4
                    ? Adversaries.normalized(place, layer.withoutBias(), x)
                    : place.apply("convolution", layer, x);
        }
        return h;
    }
}
