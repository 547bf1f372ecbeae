package dev.figment.train.loop;

import dev.figment.api.ElementType;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.Text;
import dev.figment.api.model.Models;
import dev.figment.train.data.IndexData;
import dev.figment.train.data.Indices;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Sequential;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.Export;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import dev.figment.train.step.StepOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Learns a line from its indices: a perceptron of two inputs, with noise on the hidden layer's input. */
class TinyNetwork extends StepTraining<Indices> {
    static final Indices PROBE = new Indices(IntStream.range(0, 26).boxed().toList());
    private static final List<InputSpec> OPEN = inputs("N");

    private final Models models;

    TinyNetwork(Models models, Start<Indices> start) {
        super(models, "tiny", fixed(start.batchSize()), OPEN, TinyNetwork::objective, start);
        assert start.data().size() >= start.batchSize();
        this.models = models;
    }

    private static List<InputSpec> fixed(int batch) {
        return List.of(
                InputSpec.floats("x", Shape.of(batch, 2)),
                InputSpec.floats("noise", Shape.of(batch, 2)),
                InputSpec.floats("target", Shape.of(batch, 1)));
    }

    /** With the weights of a checkpoint. */
    static TinyNetwork of(Models models, Map<String, Tensor> state) {
        TinyNetwork network = new TinyNetwork(
                models,
                new Start<>(new IndexData(26), 5, OptimizerConfig.adam(0.01), StepOptions.DEFAULT, new Seed(0)));
        network.restore(state);
        return network;
    }

    private static List<InputSpec> inputs(String batch) {
        return List.of(
                InputSpec.floats("x", Shape.batch(batch, 2)),
                InputSpec.floats("noise", Shape.batch(batch, 2)),
                InputSpec.floats("target", Shape.batch(batch, 1)));
    }

    private static Objective.Loss objective(Scope scope, Map<String, Value> in) {
        Value noisy = Arithmetic.add(in.get("x"), Arithmetic.mul(in.get("noise"), 0.01f));
        Value loss = Reductions.mean(Losses.squaredError(predict(scope, noisy), in.get("target")));
        return new Objective.Loss(loss, Map.of("half", Arithmetic.mul(loss, 0.5f)));
    }

    private static Value predict(Scope scope, Value x) {
        return scope.apply("net", Sequential.of(new Linear(8), Activation.TANH, new Linear(1)), x);
    }

    static Tensor features(Indices samples) {
        Tensor x = Tensor.allocate(ElementType.FLOAT32, samples.size(), 2);
        for (int i = 0; i < samples.size(); i++) {
            x.floats()
                    .put(2 * i, samples.values().get(i) / 26f)
                    .put(2 * i + 1, samples.values().get(i) % 3 - 1f);
        }
        return x;
    }

    private static Map<String, Tensor> feed(Indices samples, Position at) {
        Tensor noise = Tensor.allocate(ElementType.FLOAT32, samples.size(), 2);
        Tensor target = Tensor.allocate(ElementType.FLOAT32, samples.size(), 1);
        for (int i = 0; i < samples.size(); i++) {
            at.seed(i).fillNormal(noise.rows(i, i + 1).floats());
            target.floats().put(i, 1 - samples.values().get(i) / 26f);
        }
        return Map.of("x", features(samples), "noise", noise, "target", target);
    }

    float[] predictions() {
        byte[] onnx = export(Map.of()).get("net.onnx");
        try (var model = models.compile(onnx, "net")) {
            return model.run(Map.of("x", features(PROBE))).get("y").toFloatArray();
        }
    }

    @Override
    public Map<String, Tensor> prepare(Indices batch, Position at) {
        return feed(batch, at);
    }

    @Override
    public Map<String, byte[]> export(Map<String, String> metadata) {
        byte[] onnx = Export.onnx(
                "net",
                List.of(InputSpec.floats("x", Shape.batch("N", 2))),
                (scope, in) -> Map.of("y", predict(scope, in.get("x"))),
                averaged(),
                metadata);
        return Map.of("net.onnx", onnx);
    }

    @Override
    public Map<String, Preview> preview(Indices samples, Position at) {
        return Map.of("line", Preview.of(new Text(List.of(Arrays.toString(predictions())))));
    }
}
