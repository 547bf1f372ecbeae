package dev.figment.train.nn;

import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Layers one after the other, at the places {@code 0}, {@code 1}, … */
public record Sequential(List<Layer> layers) implements Layer {
    public Sequential {
        layers = List.copyOf(layers);
    }

    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    /** A multi-layer perceptron: linear layers of these widths, each followed by the activation. */
    public static Sequential perceptron(List<Integer> widths, Activation activation) {
        List<Layer> layers = new ArrayList<>();
        for (int width : widths) {
            layers.add(new Linear(width));
            layers.add(activation);
        }
        return new Sequential(layers);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        Value value = x;
        for (int i = 0; i < layers.size(); i++) {
            value = scope.apply(Integer.toString(i), layers.get(i), value);
        }
        return value;
    }
}
