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
import java.nio.FloatBuffer;
import java.util.ArrayList;
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
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            inputs.add(graph.input(input(i), ElementType.FLOAT32, shapes[i]));
        }
        Value result = function.apply(inputs);
        Tensor weights = random(new Seed(99), 0.5, 1.5, result.shape());
        Value sum = Reductions.sum(Arithmetic.mul(result, graph.initializer("weights", weights)));
        List<Value> gradients = Gradient.of(sum, inputs);
        graph.output("result", result);
        IntStream.range(0, shapes.length).forEach(i -> graph.output(gradient(i), gradients.get(i)));
        List<Tensor> at = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            at.add(onGrid(random(new Seed(i), low, high, shapes[i]), SHIFT * (i + 1)));
        }
        try (Model model = models.compile(OnnxWriter.write(graph, Map.of()), graph.name())) {
            Sum weighted = new Sum(model, weights);
            Map<String, Tensor> exact = model.run(named(at));
            for (int i = 0; i < shapes.length; i++) {
                compare(weighted, at, i, requireNonNull(exact.get(gradient(i))));
            }
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

    private void compare(Sum weighted, List<Tensor> at, int input, Tensor exact) {
        double[] estimated = IntStream.range(0, exact.count())
                .mapToDouble(element -> difference(weighted, at, input, element))
                .toArray();
        double largest = IntStream.range(0, estimated.length)
                .mapToDouble(i -> Math.abs(estimated[i]))
                .reduce(1, Math::max);
        for (int i = 0; i < estimated.length; i++) {
            float found = exact.floats().get(i);
            if (!(Math.abs(found - estimated[i]) <= tolerance * largest)) {
                throw new AssertionError("gradient of input " + input + " " + at.get(input) + " at element " + i
                        + ": it is " + found + ", and by differences " + estimated[i]);
            }
        }
    }

    /** (8·(f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h, whose error is of order h⁴. */
    private static double difference(Sum weighted, List<Tensor> at, int input, int element) {
        double near = weighted.at(at, input, element, STEP) - weighted.at(at, input, element, -STEP);
        double far = weighted.at(at, input, element, 2 * STEP) - weighted.at(at, input, element, -2 * STEP);
        return (8 * near - far) / (12 * STEP);
    }

    /** The weighted sum of the result, added up in double precision. */
    private record Sum(Model model, Tensor weights) {
        double at(List<Tensor> inputs, int input, int element, double step) {
            FloatBuffer values = inputs.get(input).floats();
            float before = values.get(element);
            values.put(element, (float) (before + step));
            FloatBuffer result =
                    requireNonNull(model.run(named(inputs)).get("result")).floats();
            values.put(element, before);
            return IntStream.range(0, result.capacity())
                    .mapToDouble(i -> (double) result.get(i) * weights.floats().get(i))
                    .sum();
        }
    }

    private static Map<String, Tensor> named(List<Tensor> inputs) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        IntStream.range(0, inputs.size()).forEach(i -> named.put(input(i), inputs.get(i)));
        return named;
    }

    private static String input(int i) {
        return "x" + i;
    }

    private static String gradient(int i) {
        return "gradient" + i;
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
