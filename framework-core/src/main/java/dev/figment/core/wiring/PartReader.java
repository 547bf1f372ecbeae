package dev.figment.core.wiring;

import com.google.inject.TypeLiteral;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Mark;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one component, step or recipe: its keys into its record, its references to components, its types. */
final class PartReader {
    private final Map<String, Part> components;
    private final Set<String> declared;
    private final ReferenceCheck references;
    private final Problems problems;

    /**
     * @param components those that may be referred to, by name
     * @param declared the names of all that the config has, those that could not be read too
     * @param references checks the models and data that a config names
     */
    PartReader(Map<String, Part> components, Set<String> declared, ReferenceCheck references, Problems problems) {
        this.components = components;
        this.declared = declared;
        this.references = references;
        this.problems = problems;
    }

    /** The part, or null where something is wrong with it, which has been reported. */
    @Nullable
    Part read(String slot, String label, Mark mark, Contribution contribution, MapNode keys, Bindings bindings) {
        Record config = RecordBinder.bind(keys, contribution.config(), Set.of(), problems);
        if (config == null) {
            return null;
        }
        Map<String, Object> values = Injectable.values(config);
        references.check(values, keys, problems);
        Injectable injectable = Injectable.of(contribution);
        Map<String, String> slots = new LinkedHashMap<>();
        for (Injectable.Reference reference : injectable.references()) {
            Mark where = keys.keyMark(reference.key());
            ComponentRef named = Injectable.reference(values, reference.key()).orElse(null);
            if (named == null) {
                problems.add(where.problem("missing-key", "the key '" + reference.key() + "' is missing")
                        .fix("add '" + reference.key() + ": NAME', the name of a component"));
                return null;
            }
            Part component = components.get(named.name());
            if (component == null) {
                // What is wrong with one that is declared has been reported at its own place.
                if (!declared.contains(named.name())) {
                    problems.add(unknown(where, reference.key(), named.name()));
                }
                return null;
            }
            if (!bindings.match(reference.type(), component.type())) {
                problems.add(misfit(where, reference, component));
                return null;
            }
            slots.put(reference.key(), component.slot());
        }
        TypeLiteral<?> type = bindings.resolveClass(contribution.implementation());
        return new Part(slot, label, mark.toString(), contribution, config, injectable, slots, type);
    }

    /** The same part once the batches that flow to it have bound its remaining type variables. */
    static Part retyped(Part part, Bindings bindings) {
        TypeLiteral<?> type = bindings.resolveClass(part.contribution().implementation());
        return new Part(
                part.slot(),
                part.label(),
                part.where(),
                part.contribution(),
                part.config(),
                part.injectable(),
                part.references(),
                type);
    }

    private Problem unknown(Mark where, String key, String name) {
        return where.problem(
                        "unknown-component",
                        "'" + key + "' names the component '" + name + "', and this config has none of that name")
                .suggesting(name, declared)
                .fix("add it under 'components': '" + name + ": { use: NAME, … }'");
    }

    private Problem misfit(Mark where, Injectable.Reference reference, Part component) {
        Problem problem = where.problem(
                "wrong-component",
                "'" + reference.key() + "' needs " + TypeNames.with(reference.type()) + ", and '" + component.label()
                        + "' (" + component.contribution().name() + ") is none");
        var fitting = components.values().stream()
                .filter(other -> new Bindings().match(reference.type(), other.type()))
                .map(Part::label)
                .toList();
        return fitting.isEmpty()
                ? problem.fix("no component of this config is; use another component type")
                : problem.fix("name one that is: " + String.join(", ", fitting));
    }
}
