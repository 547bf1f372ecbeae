package dev.figment.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Compares the gradient of Σ wᵢ f(x)ᵢ, with fixed weights w, with central differences, in ONNX Runtime. */
final class Differences {
    private static final double STEP = 1e-2;

    private Differences() {}

    static void check(Function<List<Value>, Value> function, double low, double high, Shape... shapes) {
        Graph graph = new Graph("check");
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            inputs.add(graph.input("x" + i, ElementType.FLOAT32, shapes[i]));
        }
        Value y = function.apply(inputs);
        Value weights = graph.initializer("weights", random(new Seed(99), 0.5, 1.5, y.shape()));
        Value loss = Reductions.sum(Arithmetic.mul(y, weights));
        List<Value> gradients = Gradient.of(loss, inputs);
        graph.output("loss", loss);
        for (int i = 0; i < shapes.length; i++) {
            assertThat(gradients.get(i).shape()).isEqualTo(shapes[i]);
            graph.output("gradient" + i, gradients.get(i));
        }
        List<Tensor> at = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            at.add(apart(random(new Seed(i), low, high, shapes[i]), i));
        }
        try (Model model = OnnxModels.on(Device.CPU).compile(OnnxWriter.write(graph, Map.of()), "check")) {
            Map<String, Tensor> exact = model.run(named(at));
            for (int i = 0; i < shapes.length; i++) {
                compare(model, at, i, exact.get("gradient" + i).toFloatArray());
            }
        }
    }

    /** Of the function, and of the gradients of Σ f(x)² that follow from it: the gradient of the gradient. */
    static void checkTwice(Function<List<Value>, Value> function, double low, double high, Shape... shapes) {
        check(function, low, high, shapes);
        check(
                in -> {
                    Value loss = Reductions.sum(Arithmetic.square(function.apply(in)));
                    return Gradient.of(loss, in).stream()
                            .map(gradient -> Reductions.sum(Arithmetic.mul(gradient, gradient)))
                            .reduce(Arithmetic::add)
                            .orElseThrow();
                },
                low,
                high,
                shapes);
    }

    private static void compare(Model model, List<Tensor> at, int input, float[] exact) {
        double[] estimated = new double[exact.length];
        double largest = 0;
        for (int j = 0; j < exact.length; j++) {
            estimated[j] = (loss(model, at, input, j, STEP) - loss(model, at, input, j, -STEP)) / (2 * STEP);
            largest = Math.max(largest, Math.abs(estimated[j]));
        }
        for (int j = 0; j < exact.length; j++) {
            assertThat((double) exact[j])
                    .as("gradient of input %d at %d", input, j)
                    .isCloseTo(estimated[j], within(2e-3 * Math.max(1, largest)));
        }
    }

    private static double loss(Model model, List<Tensor> at, int input, int element, double step) {
        List<Tensor> moved = new ArrayList<>(at);
        Tensor copy =
                Tensor.ofFloats(at.get(input).toFloatArray(), at.get(input).shape());
        copy.floats().put(element, (float) (copy.floats().get(element) + step));
        moved.set(input, copy);
        return model.run(named(moved)).get("loss").floats().get(0);
    }

    static Map<String, Tensor> run(Graph graph, List<Tensor> inputs) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        int i = 0;
        for (String name : graph.inputs().keySet()) {
            named.put(name, inputs.get(i++));
        }
        try (Model model = OnnxModels.on(Device.CPU).compile(OnnxWriter.write(graph, Map.of()), "run")) {
            return model.run(named);
        }
    }

    private static Map<String, Tensor> named(List<Tensor> tensors) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            named.put("x" + i, tensors.get(i));
        }
        return named;
    }

    /** Moves values to a grid of the input's own, so that no step crosses where two inputs are equal. */
    private static Tensor apart(Tensor tensor, int input) {
        for (int i = 0; i < tensor.count(); i++) {
            double onGrid = Math.ceil(tensor.floats().get(i) / (6 * STEP)) * 6 * STEP;
            tensor.floats().put(i, (float) (onGrid - input * 3 * STEP));
        }
        return tensor;
    }

    private static Tensor random(Seed seed, double low, double high, Shape shape) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape.sizes());
        for (int i = 0; i < tensor.count(); i++) {
            tensor.floats().put(i, (float) (low + (high - low) * seed.uniform(i)));
        }
        return tensor;
    }
}
