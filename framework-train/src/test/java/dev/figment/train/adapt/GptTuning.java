package dev.figment.train.adapt;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Value;
import dev.figment.train.imported.ExportedGpt;
import dev.figment.train.imported.Imported;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import dev.figment.train.step.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exported GPT with a task to learn: in each sequence a token is followed by itself plus 3, modulo the vocabulary. */
final class GptTuning {
    static final Models MODELS = OnnxModels.on(Device.CPU);
    static final int BATCH = 4;
    static final int LENGTH = 6;
    private static final int VOCABULARY = ExportedGpt.VOCABULARY;

    private GptTuning() {}

    static Imported read(Path folder, long opset) throws IOException {
        return Imported.read(
                Files.write(folder.resolve("gpt.onnx"), ExportedGpt.model(opset).toByteArray()));
    }

    static List<InputSpec> inputs(int batch, int length) {
        return List.of(
                new InputSpec("tokens", ElementType.INT64, Shape.of(batch, length)),
                InputSpec.floats("targets", Shape.of(batch, length, VOCABULARY)));
    }

    static Objective objective(FineTuning tuning) {
        return (scope, in) -> {
            Value tokens = in.get("tokens");
            Value mask = tokens.graph().constant("all", ones(tokens.shape().sizes()));
            Value logits = tuning.apply(scope, Map.of("input_ids", tokens, "attention_mask", mask), "logits")
                    .get("logits");
            Value likelihood = Arithmetic.mul(Softmaxes.logSoftmax(logits, 2), in.get("targets"));
            Value loss = Reductions.mean(Activations.neg(Reductions.sum(likelihood, List.of(2L), false)));
            return new Objective.Loss(loss, Map.of());
        };
    }

    static Tensor ones(long... shape) {
        Tensor tensor = Tensor.allocate(ElementType.INT64, shape);
        for (int i = 0; i < tensor.count(); i++) {
            tensor.longs().put(i, 1);
        }
        return tensor;
    }

    static TrainingStep step(FineTuning tuning) {
        return TrainingStep.compile(
                MODELS, "gpt", inputs(BATCH, LENGTH), objective(tuning), OptimizerConfig.adam(1e-3), new Seed(1));
    }

    static Map<String, Tensor> batch(int samples, int length, Seed seed) {
        Tensor tokens = Tensor.allocate(ElementType.INT64, samples, length);
        Tensor targets = Tensor.allocate(ElementType.FLOAT32, samples, length, VOCABULARY);
        for (int i = 0; i < samples; i++) {
            long first = seed.below(i, VOCABULARY);
            for (int j = 0; j < length; j++) {
                tokens.longs().put(i * length + j, (first + 3 * j) % VOCABULARY);
                int next = (int) ((first + 3 * j + 3) % VOCABULARY);
                targets.floats().put((i * length + j) * VOCABULARY + next, 1);
            }
        }
        return Map.of("tokens", tokens, "targets", targets);
    }

    /** The loss of the first step and of the last. */
    static double[] train(TrainingStep step, int steps, double rate) {
        double first = 0;
        double last = 0;
        for (int i = 0; i < steps; i++) {
            last = step.run(batch(BATCH, LENGTH, new Seed(7).at(i)), rate).get("loss");
            first = i == 0 ? last : first;
        }
        return new double[] {first, last};
    }

    /** What the file's own graph gives. */
    static Tensor logits(Imported model, Tensor tokens) {
        try (Model file = MODELS.compile(model.bytes(Map.of()), "file")) {
            return file.run(Map.of("input_ids", tokens, "attention_mask", ones(tokens.shape())))
                    .get("logits");
        }
    }

    /** What the training graph gives for these parameters. */
    static Tensor logits(FineTuning tuning, Map<String, Tensor> parameters, Tensor tokens) {
        Graph graph = new Graph("trained");
        Scope scope = Scope.training(graph);
        Value ids = graph.input("tokens", ElementType.INT64, Shape.of(tokens.shape()));
        Value mask = graph.constant("all", ones(tokens.shape()));
        graph.output(
                "logits",
                tuning.apply(scope, Map.of("input_ids", ids, "attention_mask", mask))
                        .get("logits"));
        Map<String, Tensor> inputs = new HashMap<>(parameters);
        inputs.put("tokens", tokens);
        try (Model model = MODELS.compile(OnnxWriter.write(graph, Map.of()), "trained")) {
            return model.run(inputs).get("logits");
        }
    }

    /** Copies that later steps do not change. */
    static Map<String, Tensor> snapshot(TrainingStep step) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        step.parameters().forEach((name, tensor) -> copies.put(name, FineTuning.copy(tensor)));
        return copies;
    }
}
