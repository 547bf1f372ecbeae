package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator of the ONNX standard, or one that stands for several of them: its name, how many inputs it takes, and what
 * it gives for them. Each is a constant in the class that also has the factory for it: {@link Arithmetic#ADD}.
 *
 * @param requiredOutputs how many outputs a node has at least; those after them are left out where nobody needs them
 * @param expansion of an operator that the standard does not have, into those that it has
 * @param derivative of an operator that a plugin brings; Figment's own are differentiated by the rules of {@code gradient}
 */
public record Operator(
        String name,
        int minInputs,
        int maxInputs,
        int requiredOutputs,
        Inference inference,
        Optional<Expansion> expansion,
        Optional<Derivative> derivative) {
    /** Of the standard. */
    public Operator(String name, int minInputs, int maxInputs, int requiredOutputs, Inference inference) {
        this(name, minInputs, maxInputs, requiredOutputs, inference, Optional.empty(), Optional.empty());
    }

    /** Of the standard; all of its outputs are required. */
    public Operator(String name, int minInputs, int maxInputs, Inference inference) {
        this(name, minInputs, maxInputs, Integer.MAX_VALUE, inference);
    }

    /** One that stands for others, with one output. */
    public static Operator composite(String name, int inputs, Inference inference, Expansion expansion) {
        return new Operator(name, inputs, inputs, 1, inference, Optional.of(expansion), Optional.empty());
    }

    /** The same operator, which can be differentiated. Make a constant of it: operators are compared with what they hold. */
    public Operator withDerivative(Derivative ofThis) {
        return new Operator(name, minInputs, maxInputs, requiredOutputs, inference, expansion, Optional.of(ofThis));
    }

    /** What a node gives. */
    public record Output(ElementType type, Shape shape) {}

    /** Says what a node gives, or throws {@link ShapeException}. */
    @FunctionalInterface
    public interface Inference {
        List<Output> infer(List<Value> inputs, Attributes attributes);
    }

    /** Adds the operators that a node stands for to the graph of the operands. */
    @FunctionalInterface
    public interface Expansion {
        Value expand(Node node, List<Value> operands);
    }

    /**
     * The vector-Jacobian product of an operator: from the gradients of its outputs to those of its inputs. It adds operators
     * to the node's graph that can be differentiated themselves, so that a gradient can be differentiated again.
     */
    @FunctionalInterface
    public interface Derivative {
        /**
         * @param gradients of the node's outputs, in order, each of the output's shape; null where none arrives, but not for
         *     all of them
         * @return for each input its gradient, of the input's shape; null where no gradient flows to it. Inputs at the end
         *     without a gradient may be left out.
         */
        List<@Nullable Value> apply(Node node, List<@Nullable Value> gradients);
    }

    static Operator of(String name, int inputs, Inference inference) {
        return new Operator(name, inputs, inputs, inference);
    }

    /** An operator that gives one value of its first input's type and shape. */
    static Operator elementwise(String name) {
        return of(name, 1, (inputs, attributes) -> List.of(like(inputs.get(0))));
    }

    static Output like(Value value) {
        return new Output(value.type(), value.shape());
    }

    @Override
    public String toString() {
        return name;
    }
}
