package dev.figment.train.imported;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.TensorSpec;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what a model is asked for against what it takes, gives and holds. */
final class Interface {
    private final Imported model;
    private final String where;

    Interface(Imported model, String where) {
        this.model = model;
        this.where = where;
    }

    void requireOutputs(List<String> wanted) {
        List<String> outputs = model.graph().getOutputList().stream()
                .map(output -> output.getName())
                .toList();
        for (String name : wanted) {
            if (!outputs.contains(name)) {
                throw unknown("model-output", "the model has no output '" + name + "'", name, outputs);
            }
        }
    }

    /** @param used names of the values that the wanted outputs need */
    void requireInputs(Map<String, Value> given, Set<String> used) {
        List<TensorSpec> specs = model.inputs();
        List<String> names = specs.stream().map(TensorSpec::name).toList();
        List<Problem> problems = new ArrayList<>();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw unknown("model-input", "the model has no input '" + name + "'", name, names);
            }
        }
        for (TensorSpec spec : specs) {
            Value value = given.get(spec.name());
            if (value == null) {
                if (used.contains(spec.name())) {
                    problems.add(Problem.of("model-input", where, "the input " + spec + " is missing"));
                }
            } else if (value.shape().count().isEmpty()) {
                problems.add(Problem.of(
                                "dynamic-shape",
                                where,
                                "the input '" + spec.name() + "' has the shape " + value.shape())
                        .fix("give it a fixed shape: a training step has one"));
            } else if (!accepts(spec, value)) {
                problems.add(Problem.of(
                        "model-input", where, "the model's input is " + spec + ", and it was given " + value));
            }
        }
        if (!problems.isEmpty()) {
            throw FigmentException.user(problems);
        }
    }

    private static boolean accepts(TensorSpec spec, Value value) {
        boolean fits = value.type() == spec.type()
                && value.shape().rank() == spec.shape().size();
        for (int axis = 0; fits && axis < spec.shape().size(); axis++) {
            fits = spec.shape().get(axis) < 0
                    || spec.shape().get(axis) == value.shape().size(axis);
        }
        return fits;
    }

    FigmentException unknownWeight(String name) {
        return unknown(
                "unknown-weight",
                "the model holds no tensor '" + name + "'",
                name,
                model.weights().stream().map(Weight::name).toList());
    }

    private FigmentException unknown(String code, String message, String asked, Collection<String> options) {
        return FigmentException.user(Problem.of(code, where, message).suggesting(asked, options));
    }
}
