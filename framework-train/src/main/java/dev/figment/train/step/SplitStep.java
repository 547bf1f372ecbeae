package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A step in two halves: the mean gradient over the parts of a batch, and its application. */
final class SplitStep {
    private final Workplace place;
    private final FlatVector first;
    private final FlatVector second;
    private final Tensor zeros;
    private final Bank bank;
    private final Program gradients;
    private final Program apply;

    SplitStep(Workplace place, Forward forward) {
        this.place = place;
        FlatLayout layout = place.layout();
        this.first = FlatVector.allocate(layout.length());
        this.second = FlatVector.allocate(layout.length());
        this.zeros = FlatVector.allocate(Math.min(layout.length(), 1 << 14)).whole();
        this.bank = Bank.of(views(first), views(second));
        Graph backward = StepGraph.gradients(forward, place.update(), layout);
        this.gradients = place.compile(place.written(backward), "gradients", List.of(bank));
        Graph application = StepGraph.apply(place.name(), place.update(), layout);
        this.apply = place.compile(place.written(application), "application", List.of(bank));
    }

    private Map<String, Tensor> views(FlatVector flat) {
        Map<String, Tensor> views = new LinkedHashMap<>();
        flat.addViews(StepGraph.GRADIENT, place.layout(), views);
        return views;
    }

    /**
     * Computes the mean gradient of a batch. State changes with every part; nothing has changed if it throws.
     *
     * @param firstSample number of the batch's first sample, for the noise
     */
    Gradients accumulate(Map<String, Tensor> batch, long firstSample) {
        List<Map<String, Tensor>> before =
                place.states().stream().map(SplitStep::copy).toList();
        try {
            return sum(batch, firstSample);
        } catch (RuntimeException e) {
            restore(before);
            throw e;
        }
    }

    /** Brings the state to where it was. */
    void restore(List<Map<String, Tensor>> before) {
        for (int i = 0; i < before.size(); i++) {
            Memory.copy(before.get(i), place.states().get(i).current());
        }
    }

    static Map<String, Tensor> copy(Bank bank) {
        Map<String, Tensor> copies = new HashMap<>();
        bank.current().forEach((name, tensor) -> copies.put(name, copy(tensor)));
        return copies;
    }

    static Tensor copy(Tensor tensor) {
        Tensor copy = Tensor.allocate(tensor.type(), tensor.shape());
        copy.bytes().put(tensor.bytes());
        return copy;
    }

    private Gradients sum(Map<String, Tensor> batch, long firstSample) {
        int parts = place.update().options().accumulate();
        place.set(StepGraph.SHARE, 1.0 / parts);
        clear(flat());
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < parts; i++) {
            long at = firstSample + i * place.partSize();
            Map<String, Tensor> others = parts == 1 ? new HashMap<>(batch) : part(batch, i, parts);
            others.putAll(place.noise().at(at));
            place.noise().prepare(at + place.partSize());
            gradients.run(others);
            bank.swap();
            place.states().forEach(Bank::swap);
            place.metrics().forEach((name, value) -> metrics.merge(name, value / parts, Double::sum));
        }
        return gradients(metrics);
    }

    private Gradients gradients(Map<String, Double> metrics) {
        Map<String, Tensor> byPath = new LinkedHashMap<>();
        place.layout()
                .slices()
                .forEach(slice ->
                        byPath.put(slice.path(), requireNonNull(bank.find(StepGraph.GRADIENT + slice.path()))));
        return new Gradients(metrics, flat(), byPath);
    }

    private Tensor flat() {
        return (bank.isSwapped() ? second : first).whole();
    }

    private void clear(Tensor flat) {
        for (long at = 0; at < flat.count(); at += zeros.count()) {
            long end = Math.min(at + zeros.count(), flat.count());
            flat.rows(at, end).bytes().put(zeros.rows(0, end - at).bytes());
        }
    }

    private static Map<String, Tensor> part(Map<String, Tensor> batch, int index, int parts) {
        Map<String, Tensor> part = new HashMap<>();
        batch.forEach((name, tensor) -> {
            if (tensor.rank() == 0) {
                part.put(name, tensor);
            } else {
                long from = tensor.dim(0) * index / parts;
                part.put(name, tensor.rows(from, tensor.dim(0) * (index + 1) / parts));
            }
        });
        return part;
    }

    /** Applies a flat gradient of this layout. */
    void apply(Tensor gradient) {
        if (gradient.type() != flat().type() || gradient.rank() != 1 || gradient.count() != flat().count()) {
            throw new IllegalArgumentException("a gradient is " + gradient + ", and " + flat() + " is applied");
        }
        if (gradient != flat()) {
            flat().bytes().put(gradient.bytes());
        }
        apply.run(Map.of());
    }
}
