package dev.figment.testkit;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.Objective;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Compares the gradients of a function, as Figment differentiates it, with central differences of fourth order. The
 * function's result is weighted by fixed random numbers and summed, so that no error can cancel out.
 *
 * @param low the inputs are drawn from [low, high], and kept apart from 0 and from each other, where functions such as a
 *     maximum have kinks
 * @param tolerance largest error, relative to the largest gradient of the input where that exceeds 1
 */
public record GradientCheck(Models models, double low, double high, double tolerance) {
    private static final double STEP = 1.0 / 128;

    /** Inputs lie on grids of this spacing; the grid of each is shifted by some steps against the others. */
    private static final double SPACING = 12 * STEP;

    private static final double SHIFT = 3 * STEP;

    private static final String GRADIENT = "gradient of ";

    /** Inputs from [-2, 2]; errors up to 5e-4. */
    public static GradientCheck on(Models models) {
        return new GradientCheck(models, -2, 2, 5e-4);
    }

    /** The same with inputs from another range. */
    public GradientCheck between(double lowest, double highest) {
        return new GradientCheck(models, lowest, highest, tolerance);
    }

    /**
     * Checks the gradients of a function of FLOAT32 inputs of these shapes, of which there are at most three.
     *
     * @throws AssertionError where a gradient is wrong; it says which, and both numbers
     */
    public void first(Function<List<Value>, Value> function, Shape... shapes) {
        Graph graph = new Graph("gradient-check");
        Map<String, Value> inputs = new LinkedHashMap<>();
        Map<String, Tensor> at = new LinkedHashMap<>();
        for (int i = 0; i < shapes.length; i++) {
            String name = Integer.toString(i);
            inputs.put(name, graph.input(name, ElementType.FLOAT32, shapes[i]));
            at.put(name, onGrid(random(new Seed(i), low, high, shapes[i]), SHIFT * (i + 1)));
        }
        Value result = function.apply(List.copyOf(inputs.values()));
        check(result, inputs, at, Map.of());
    }

    /**
     * Checks the gradients of an objective's loss by every parameter of its networks, at the parameters' initial values.
     * The networks should have no kinks, such as those of a ReLU.
     *
     * @param batch what the objective takes, by name
     * @throws AssertionError where a gradient is wrong; it says which, and both numbers
     */
    public void objective(Objective objective, Map<String, Tensor> batch) {
        Graph graph = new Graph("gradient-check");
        Map<String, Value> inputs = new LinkedHashMap<>();
        batch.forEach((name, tensor) -> inputs.put(name, graph.input(name, tensor.type(), Shape.of(tensor.shape()))));
        Scope scope = Scope.training(graph);
        Value loss = objective.build(scope, inputs).value();
        Map<String, Value> parameters = new LinkedHashMap<>();
        Map<String, Tensor> at = new LinkedHashMap<>();
        scope.parameters().forEach(parameter -> {
            parameters.put(parameter.path(), parameter.value());
            at.put(parameter.path(), parameter.initial(new Seed(1)));
        });
        check(loss, parameters, at, batch);
    }

    private void check(Value result, Map<String, Value> by, Map<String, Tensor> at, Map<String, Tensor> fixed) {
        Graph graph = result.graph();
        Tensor weights = random(new Seed(99), 0.5, 1.5, result.shape());
        Value sum = Reductions.sum(Arithmetic.mul(result, graph.initializer("weights", weights)));
        List<Value> gradients = Gradient.of(sum, List.copyOf(by.values()));
        graph.output("result", result);
        int next = 0;
        for (String name : by.keySet()) {
            graph.output(GRADIENT + name, gradients.get(next++));
        }
        try (Model model = models.compile(OnnxWriter.write(graph, Map.of()), graph.name())) {
            Sum weighted = new Sum(model, weights, fixed);
            Map<String, Tensor> exact = weighted.run(at);
            by.keySet().forEach(name -> compare(weighted, at, name, requireNonNull(exact.get(GRADIENT + name))));
        }
    }

    /** As {@link #first}, for the gradient of the gradient: differentiates the weighted gradients of Σ f². */
    public void second(Function<List<Value>, Value> function, Shape... shapes) {
        first(
                inputs -> {
                    Value sum = Reductions.sum(Arithmetic.square(function.apply(inputs)));
                    List<Value> gradients = Gradient.of(sum, inputs);
                    List<Value> weighted = new ArrayList<>();
                    for (int i = 0; i < inputs.size(); i++) {
                        Tensor weights = random(new Seed(70 + i), 0.5, 1.5, shapes[i]);
                        Value constant = sum.graph().initializer("first-weights" + i, weights);
                        Value products = Arithmetic.mul(gradients.get(i), constant);
                        weighted.add(Layout.reshape(products, Shape.of(weights.count())));
                    }
                    return Layout.concat(weighted, 0);
                },
                shapes);
    }

    private void compare(Sum weighted, Map<String, Tensor> at, String input, Tensor exact) {
        Tensor values = requireNonNull(at.get(input));
        double[] estimated = IntStream.range(0, exact.count())
                .mapToDouble(element -> difference(weighted, at, values, element))
                .toArray();
        double largest = IntStream.range(0, estimated.length)
                .mapToDouble(i -> Math.abs(estimated[i]))
                .reduce(1, Math::max);
        for (int i = 0; i < estimated.length; i++) {
            float found = exact.floats().get(i);
            if (!(Math.abs(found - estimated[i]) <= tolerance * largest)) {
                throw new AssertionError("gradient of input " + input + " " + values + " at element " + i + ": it is "
                        + found + ", and by differences " + estimated[i]);
            }
        }
    }

    /** (8·(f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h, whose error is of order h⁴. */
    private static double difference(Sum weighted, Map<String, Tensor> at, Tensor values, int element) {
        double near = weighted.at(at, values, element, STEP) - weighted.at(at, values, element, -STEP);
        double far = weighted.at(at, values, element, 2 * STEP) - weighted.at(at, values, element, -2 * STEP);
        return (8 * near - far) / (12 * STEP);
    }

    /** The weighted sum of the result, added up in double precision. */
    private record Sum(Model model, Tensor weights, Map<String, Tensor> fixed) {
        Map<String, Tensor> run(Map<String, Tensor> inputs) {
            Map<String, Tensor> all = new HashMap<>(fixed);
            all.putAll(inputs);
            return model.run(all);
        }

        double at(Map<String, Tensor> inputs, Tensor values, int element, double step) {
            FloatBuffer buffer = values.floats();
            float before = buffer.get(element);
            buffer.put(element, (float) (before + step));
            FloatBuffer result = requireNonNull(run(inputs).get("result")).floats();
            buffer.put(element, before);
            return IntStream.range(0, result.capacity())
                    .mapToDouble(i -> (double) result.get(i) * weights.floats().get(i))
                    .sum();
        }
    }

    private static Tensor random(Seed seed, double low, double high, Shape shape) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape.sizes());
        for (int i = 0; i < tensor.count(); i++) {
            tensor.floats().put(i, (float) (low + (high - low) * seed.uniform(i)));
        }
        return tensor;
    }

    private static Tensor onGrid(Tensor tensor, double shift) {
        for (int i = 0; i < tensor.count(); i++) {
            double line = Math.floor(tensor.floats().get(i) / SPACING) * SPACING;
            tensor.floats().put(i, (float) (line + shift));
        }
        return tensor;
    }
}
