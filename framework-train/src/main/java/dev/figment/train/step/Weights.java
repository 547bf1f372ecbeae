package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters, their optimizers' state, their averages, and the state that is not trained, of several updates.
 *
 * @param layouts of the parameters that each update trains, by update
 * @param owned the bank with them, by update
 * @param states the banks of the state that each update changes, by update
 * @param parameterPaths of all parameters, trained or not
 * @param weightPaths of all parameters and all state
 * @param saved names of everything that the next step depends on
 */
record Weights(
        Memory memory,
        Map<String, FlatLayout> layouts,
        Map<String, Bank> owned,
        Map<String, List<Bank>> states,
        List<String> parameterPaths,
        List<String> weightPaths,
        List<String> saved) {

    /** Lays them out and fills them with their first values. */
    static Weights of(List<Update> updates, List<Forward> forwards, Seed seed) {
        Map<String, FlatLayout> layouts = new LinkedHashMap<>();
        Map<String, Bank> owned = new LinkedHashMap<>();
        Map<String, String> owners = new HashMap<>();
        List<String> saved = new ArrayList<>();
        List<Bank> banks = new ArrayList<>();
        for (int i = 0; i < updates.size(); i++) {
            Update update = updates.get(i);
            FlatLayout layout =
                    FlatLayout.of(update.optimizer(), forwards.get(i).trained());
            for (Segment.Slice slice : layout.slices()) {
                String other = owners.put(slice.path(), update.name());
                if (other != null) {
                    throw new IllegalArgumentException("the parameter " + slice.path() + " is trained by two updates, '"
                            + other + "' and '" + update.name() + "'");
                }
            }
            Bank bank = bank(update, layout, forwards.get(i).trained(), seed, saved);
            layouts.put(update.name(), layout);
            owned.put(update.name(), bank);
            banks.add(bank);
        }
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        forwards.forEach(forward ->
                forward.scope().parameters().forEach(parameter -> parameters.putIfAbsent(parameter.path(), parameter)));
        Map<String, Tensor> frozen = new LinkedHashMap<>();
        parameters.forEach((path, parameter) -> {
            if (!owners.containsKey(path)) {
                frozen.put(path, parameter.initial(seed));
            }
        });
        banks.add(Bank.constant(frozen));
        saved.addAll(frozen.keySet());
        Map<String, List<Bank>> states = new LinkedHashMap<>();
        List<String> weightPaths = new ArrayList<>(parameters.keySet());
        addStates(updates, forwards, seed, banks, states, weightPaths);
        saved.addAll(weightPaths.subList(parameters.size(), weightPaths.size()));
        return new Weights(
                new Memory(banks), layouts, owned, states, List.copyOf(parameters.keySet()), weightPaths, saved);
    }

    private static Bank bank(
            Update update, FlatLayout layout, List<Parameter> parameters, Seed seed, List<String> saved) {
        List<String> prefixes = new ArrayList<>(List.of(""));
        update.optimizer().slots().forEach(slot -> prefixes.add(StepGraph.slot(slot, "")));
        if (update.options().average().isPresent()) {
            prefixes.add(StepGraph.AVERAGE);
        }
        Set<String> overwritten = overwritten(update, layout);
        Map<String, Tensor> first = new LinkedHashMap<>();
        Map<String, Tensor> second = new LinkedHashMap<>();
        for (String prefix : prefixes) {
            FlatVector vector = FlatVector.allocate(layout.length());
            vector.addViews(prefix, layout, first);
            boolean inPlace =
                    layout.segments().stream().allMatch(segment -> overwritten.contains(prefix + segment.name()));
            (inPlace ? vector : FlatVector.allocate(layout.length())).addViews(prefix, layout, second);
            parameters.forEach(parameter -> saved.add(prefix + parameter.path()));
        }
        for (Parameter parameter : parameters) {
            Tensor initial = parameter.initial(seed);
            for (String prefix : prefixes) {
                if (prefix.isEmpty() || prefix.equals(StepGraph.AVERAGE)) {
                    requireNonNull(first.get(prefix + parameter.path())).bytes().put(initial.bytes());
                }
            }
        }
        return Bank.of(first, second);
    }

    /**
     * What a step writes over, so that it takes memory once: of what the update alone reads, nothing where a step may be
     * skipped, since it is needed then. Parameters are read by the rest of the step, in an order that is ONNX Runtime's.
     */
    private static Set<String> overwritten(Update update, FlatLayout layout) {
        if (update.options().needsNorm()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>(InPlace.overwritable(StepGraph.apply("update", update, layout)));
        layout.segments().forEach(segment -> names.remove(segment.name()));
        return names;
    }

    /** State that the same updates change shares a bank. */
    private static void addStates(
            List<Update> updates,
            List<Forward> forwards,
            Seed seed,
            List<Bank> banks,
            Map<String, List<Bank>> states,
            List<String> weightPaths) {
        Map<String, Tensor> initial = new LinkedHashMap<>();
        Map<String, Set<String>> changers = new LinkedHashMap<>();
        for (int i = 0; i < updates.size(); i++) {
            for (State state : forwards.get(i).scope().states()) {
                initial.computeIfAbsent(state.path(), path -> state.initial(seed));
                Set<String> names = changers.computeIfAbsent(state.path(), path -> new TreeSet<>());
                if (state.isUpdated()) {
                    names.add(updates.get(i).name());
                }
            }
        }
        updates.forEach(update -> states.put(update.name(), new ArrayList<>()));
        for (Set<String> names : Set.copyOf(changers.values())) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            initial.forEach((path, tensor) -> {
                if (names.equals(changers.get(path))) {
                    tensors.put(path, tensor);
                }
            });
            Bank bank = names.isEmpty() ? Bank.constant(tensors) : Bank.of(tensors);
            banks.add(bank);
            names.forEach(name -> requireNonNull(states.get(name)).add(bank));
        }
        weightPaths.addAll(initial.keySet());
    }
}
