package dev.figment.train.step;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Layer;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Sequential;
import dev.figment.train.optim.OptimizerConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A variational autoencoder of 12 binary pixels in 2 latents, and data for it. */
final class TinyVae {
    static final int PIXELS = 12;
    static final int LATENTS = 2;
    static final int BATCH = 16;
    static final Models MODELS = OnnxModels.on(Device.CPU);

    private static final Layer TRUNK = Sequential.perceptron(List.of(16), Activation.TANH);

    private TinyVae() {}

    /** With a fixed batch, as a step is trained with. */
    static List<InputSpec> inputs() {
        return List.of(
                InputSpec.floats("pixels", Shape.of(BATCH, PIXELS)),
                InputSpec.floats("noise", Shape.of(BATCH, LATENTS)));
    }

    /** With any batch. */
    static List<InputSpec> openInputs() {
        return List.of(
                InputSpec.floats("pixels", Shape.batch("N", PIXELS)),
                InputSpec.floats("noise", Shape.batch("N", LATENTS)));
    }

    static Objective.Loss objective(Scope scope, Map<String, Value> inputs) {
        Map<String, Value> latent = encoder(scope, inputs);
        Value mean = latent.get("mean");
        Value logVariance = latent.get("log-variance");
        Value deviation = Activations.exp(Arithmetic.mul(logVariance, 0.5f));
        Value z = Arithmetic.add(mean, Arithmetic.mul(deviation, inputs.get("noise")));
        Value logits = logits(scope, z);
        Value reconstruction = Reductions.mean(Losses.bernoulli(logits, inputs.get("pixels")));
        Value kl = Reductions.mean(Losses.divergenceFromStandardNormal(mean, logVariance));
        Map<String, Value> metrics = new LinkedHashMap<>();
        metrics.put("reconstruction", reconstruction);
        metrics.put("kl", kl);
        return new Objective.Loss(Arithmetic.add(reconstruction, kl), metrics);
    }

    static Map<String, Value> encoder(Scope scope, Map<String, Value> inputs) {
        Value hidden = scope.apply("encoder", TRUNK, inputs.get("pixels"));
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("mean", scope.apply("mean", new Linear(LATENTS), hidden));
        outputs.put("log-variance", scope.apply("log-variance", new Linear(LATENTS), hidden));
        return outputs;
    }

    static Map<String, Value> decoder(Scope scope, Map<String, Value> inputs) {
        return Map.of("pixels", Activations.sigmoid(logits(scope, inputs.get("latents"))));
    }

    private static Value logits(Scope scope, Value latents) {
        return scope.apply("pixels", new Linear(PIXELS), scope.apply("decoder", TRUNK, latents));
    }

    static TrainingStep step(Seed seed) {
        return TrainingStep.compile(MODELS, "tiny-vae", inputs(), TinyVae::objective, OptimizerConfig.adam(1e-2), seed);
    }

    /** Four patterns of pixels, so that there is something to learn, and noise; the same for the same seed. */
    static Map<String, Tensor> batch(Seed seed, int size) {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, size, PIXELS);
        for (int i = 0; i < size; i++) {
            long pattern = seed.below(i, 4);
            for (int j = 0; j < PIXELS; j++) {
                pixels.floats().put(i * PIXELS + j, j / 3 == pattern ? 1 : 0);
            }
        }
        Tensor noise = Tensor.allocate(ElementType.FLOAT32, size, LATENTS);
        seed.child("noise").fillNormal(noise.floats());
        return Map.of("pixels", pixels, "noise", noise);
    }
}
