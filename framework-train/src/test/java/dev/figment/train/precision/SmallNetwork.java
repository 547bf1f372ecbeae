package dev.figment.train.precision;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.optim.Sgd;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import dev.figment.train.step.StepOptions;
import dev.figment.train.step.TrainingStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A convolution, a ReLU and a linear layer that learn the mean of a picture, in either precision. */
final class SmallNetwork implements AutoCloseable {
    private static final OnnxModels MODELS = OnnxModels.on(Device.CPU);
    private static final double RATE = 0.02;
    private static final OptimizerConfig OPTIMIZER = new Sgd(RATE, 0.9, false, 0, List.of(), 0);
    private static final int SAMPLES = 8;

    /** As it is computed: forward, backward and update. */
    final Graph graph;

    final TrainingStep step;

    SmallNetwork(Precision precision) {
        AtomicReference<Graph> written = new AtomicReference<>();
        StepOptions options = StepOptions.DEFAULT.withPrecision(precision).withPass(computed -> {
            written.set(computed);
            return computed;
        });
        List<InputSpec> inputs =
                List.of(InputSpec.floats("x", Shape.of(SAMPLES, 1, 6, 6)), InputSpec.floats("y", Shape.of(SAMPLES, 1)));
        step = TrainingStep.compile(MODELS, "small", inputs, SmallNetwork::objective, OPTIMIZER, options, new Seed(4));
        graph = requireNonNull(written.get());
    }

    private static Objective.Loss objective(Scope scope, Map<String, Value> in) {
        Value predicted = predict(scope, requireNonNull(in.get("x")));
        return new Objective.Loss(
                Reductions.mean(Losses.squaredError(predicted, requireNonNull(in.get("y")))), Map.of());
    }

    private static Value predict(Scope scope, Value x) {
        Value weight = scope.parameter("convolution.weight", Init.kaimingNormal(), 3, 1, 3, 3);
        Value maps = Activations.relu(Convolutions.conv(x, weight, Window.of(3, 3), 1));
        Value flat = Layout.reshape(maps, Shape.of(SAMPLES, 3 * 4 * 4));
        return scope.apply("head", new Linear(1), flat);
    }

    /** One step on new pictures: the loss before it. */
    double step(int number) {
        Tensor x = Init.uniform(1).create(new Seed(number), SAMPLES, 1, 6, 6);
        Tensor y = Tensor.allocate(ElementType.FLOAT32, SAMPLES, 1);
        for (int i = 0; i < SAMPLES; i++) {
            float[] pixels = x.rows(i, i + 1).toFloatArray();
            double sum = 0;
            for (float pixel : pixels) {
                sum += pixel;
            }
            y.floats().put(i, (float) (sum / 6));
        }
        return requireNonNull(step.run(Map.of("x", x, "y", y), RATE).get(Objective.Loss.NAME));
    }

    void scaleLossBy(float scale) {
        Map<String, Tensor> state = new HashMap<>(step.state());
        state.put("loss-scale", new LossScale(scale, 0).tensor());
        step.restore(state);
    }

    float[] weight(String path) {
        return requireNonNull(step.weights().get(path)).toFloatArray();
    }

    @Override
    public void close() {
        step.close();
    }
}
