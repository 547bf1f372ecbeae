package dev.figment.train.precision;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.Optimizer;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.optim.Sgd;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A convolution, a ReLU and a linear layer that learn the mean of a picture, with loss scaling; in either precision. */
final class SmallNetwork implements AutoCloseable {
    private static final OnnxModels MODELS = OnnxModels.on(Device.CPU);
    private static final OptimizerConfig OPTIMIZER = new Sgd(0.02, 0.9, false, 0, List.of(), 0);
    private static final int SAMPLES = 8;

    final Graph graph;
    final Map<String, Tensor> state = new LinkedHashMap<>();

    /** Of the last step. */
    double loss;

    LossScale scale = LossScale.INITIAL;
    private final Model model;

    SmallNetwork(Precision precision) {
        Graph single = new Graph("small");
        Value x = single.input("x", ElementType.FLOAT32, Shape.of(SAMPLES, 1, 6, 6));
        Value y = single.input("y", ElementType.FLOAT32, Shape.of(SAMPLES, 1));
        Scope scope = Scope.training(single);
        Value loss = scope.within(() -> Reductions.mean(Losses.squaredError(predict(scope, x), y)));
        List<Parameter> parameters = List.copyOf(scope.parameters());
        ScaledGradients gradients = ScaledGradients.of(
                loss,
                parameters.stream().map(Parameter::value).toList(),
                Set.of(),
                single.input("scale", ElementType.FLOAT32, Shape.SCALAR));
        Value rate = single.input("sgd.rate", ElementType.FLOAT32, Shape.SCALAR);
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            String slot = "sgd.momentum." + parameter.path();
            Shape shape = parameter.value().shape();
            Value before = single.input(slot, ElementType.FLOAT32, shape);
            Optimizer.Update update = OPTIMIZER.update(
                    parameter.value(),
                    gradients.gradients().get(i),
                    Map.of("sgd.momentum", before),
                    Map.of("sgd.rate", rate));
            single.output(parameter.path() + ".next", update.parameter());
            single.output(slot + ".next", requireNonNull(update.slots().get("sgd.momentum")));
            state.put(parameter.path(), parameter.initial(new Seed(4)));
            state.put(slot, Tensor.allocate(ElementType.FLOAT32, shape.sizes()));
        }
        single.output("loss", loss);
        single.output("squares", gradients.squares());
        graph = precision == Precision.MIXED ? MixedPrecision.of(single) : single;
        model = MODELS.compile(OnnxWriter.write(graph, Map.of()), "small");
    }

    private static Value predict(Scope scope, Value x) {
        Value weight = scope.parameter("convolution.weight", Init.kaimingNormal(), 3, 1, 3, 3);
        Value maps = Activations.relu(Convolutions.conv(x, weight, Window.of(3, 3), 1));
        Value flat = Layout.reshape(maps, Shape.of(SAMPLES, 3 * 4 * 4));
        return scope.apply("head", new Linear(1), flat);
    }

    /** One step on new pictures; whether the weights have changed. */
    boolean step(int number) {
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
        Map<String, Tensor> inputs = new HashMap<>(state);
        inputs.putAll(Map.of("x", x, "y", y, "scale", Tensor.scalar(scale.value()), "sgd.rate", Tensor.scalar(0.02f)));
        Map<String, Tensor> outputs = model.run(inputs);
        boolean finite =
                Float.isFinite(requireNonNull(outputs.get("squares")).floats().get(0));
        scale = scale.after(finite);
        if (finite) {
            state.replaceAll((name, before) -> requireNonNull(outputs.get(name + ".next")));
        }
        loss = requireNonNull(outputs.get("loss")).floats().get(0);
        return finite;
    }

    @Override
    public void close() {
        model.close();
    }
}
