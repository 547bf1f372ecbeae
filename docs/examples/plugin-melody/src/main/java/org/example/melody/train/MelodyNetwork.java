package org.example.melody.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.CrossEntropy;
import dev.figment.train.nn.Dropout;
import dev.figment.train.nn.Embedding;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.example.melody.Melodies;
import org.example.melody.model.Events;
import org.example.melody.model.NextEvent;
import org.jspecify.annotations.Nullable;

/**
 * A neural n-gram model (Bengio et al. 2003): the vectors of the events before, and that of the place in the bar, through one
 * hidden layer to the logits of the next event.
 */
record MelodyNetwork(int context, int width, int hidden, double dropout) implements Objective {
    static final String NEXT = "next";

    /** What the model takes; of a named batch size where it is null. */
    List<InputSpec> inputs(@Nullable Long batch) {
        Dim samples = batch == null ? new Dim.Named("N") : new Dim.Fixed(batch);
        return List.of(
                new InputSpec(NextEvent.EVENTS, ElementType.INT64, new Shape(List.of(samples, new Dim.Fixed(context)))),
                new InputSpec(NextEvent.BEAT, ElementType.INT64, new Shape(List.of(samples))));
    }

    /** What a training step takes: the same, and what really came next. */
    List<InputSpec> trainingInputs(@Nullable Long batch) {
        List<InputSpec> inputs = inputs(batch);
        return List.of(
                inputs.get(0),
                inputs.get(1),
                new InputSpec(NEXT, ElementType.INT64, inputs.get(1).shape()));
    }

    /** The cross-entropy in nats. */
    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        CrossEntropy loss = new CrossEntropy(0, OptionalLong.empty());
        return new Loss(loss.mean(logits(scope, inputs), requireNonNull(inputs.get(NEXT))), Map.of());
    }

    /** [samples, tokens]. */
    Value logits(Scope scope, Map<String, Value> inputs) {
        Value before = Layout.flatten(scope.apply(
                "events", new Embedding(Events.TOKENS, width), requireNonNull(inputs.get(NextEvent.EVENTS))));
        Value beat =
                scope.apply("beat", new Embedding(Melodies.BAR, width), requireNonNull(inputs.get(NextEvent.BEAT)));
        Value x = Layout.concat(List.of(before, beat), 1);
        x = Activation.TANH.apply(scope, scope.apply("hidden", new Linear(hidden), x));
        x = dropout > 0 ? scope.apply("dropout", new Dropout(dropout), x) : x;
        return scope.apply("next", new Linear(Events.TOKENS), x);
    }
}
