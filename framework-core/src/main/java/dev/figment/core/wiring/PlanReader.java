package dev.figment.core.wiring;

import static java.util.Objects.requireNonNull;

import com.google.inject.TypeLiteral;
import dev.figment.api.Seed;
import dev.figment.api.error.FigmentException;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.ListNode;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Mark;
import dev.figment.core.config.Node;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.config.Use;
import dev.figment.core.plugin.Catalog;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a config against what is installed: names, keys, references, and the types of the batches from step to step.
 * It finds all problems in one pass and loads nothing.
 */
public final class PlanReader {
    private final Catalog catalog;
    private final ReferenceCheck references;

    public PlanReader(Catalog catalog, ReferenceCheck references) {
        this.catalog = catalog;
        this.references = references;
    }

    /** A run config's plan, or null where there are problems, which have been reported. */
    public @Nullable Plan read(MapNode document, Problems problems) {
        RunConfig config = RecordBinder.bind(document, RunConfig.class, RunConfig.WIRED, problems);
        Map<String, Part> components = components(document, problems);
        List<Part> steps = steps(document, components, problems);
        return config == null || !problems.isEmpty() ? null : new Plan(config, List.copyOf(components.values()), steps);
    }

    /**
     * Something that is used by itself, with no components: the recipe of a training config.
     *
     * @param key where it stands in the document: {@code recipe: { use: NAME, … }}
     */
    public @Nullable Assembly readSingle(String kind, String key, MapNode document, Problems problems) {
        Optional<Node> node = document.find(key);
        if (node.isEmpty()) {
            problems.add(document.mark()
                    .problem("missing-key", "the key '" + key + "' is missing")
                    .fix("add '" + key + ": { use: NAME, … }'" + Use.oneOf(names(kind))));
            return null;
        }
        Used used = used(kind, node.get(), problems);
        if (used == null) {
            return null;
        }
        Part part = new PartReader(Map.of(), Set.of(), references, problems)
                .read(key, key, document.keyMark(key), used.contribution(), used.keys(), new Bindings());
        return part == null ? null : new Assembly(part);
    }

    private Map<String, Part> components(MapNode document, Problems problems) {
        MapNode nodes = document.map(RunConfig.COMPONENTS, problems);
        Map<String, Part> read = new LinkedHashMap<>();
        Map<String, Used> uses = new LinkedHashMap<>();
        nodes.entries().forEach((name, entry) -> {
            Used used = used(Contribution.COMPONENT, entry.value(), problems);
            if (used != null) {
                uses.put(name, used);
            }
        });
        PartReader reader = new PartReader(read, nodes.keys(), references, problems);
        for (String name : ComponentOrder.of(nodes, uses, problems)) {
            Used used = requireNonNull(uses.get(name));
            String slot = RunConfig.COMPONENTS + "." + name;
            Part part = reader.read(slot, name, nodes.keyMark(name), used.contribution(), used.keys(), new Bindings());
            if (part != null) {
                read.put(name, part);
            }
        }
        return read;
    }

    /** What {@code { use: NAME, … }} uses, and its other keys; null where that is a problem, which has been reported. */
    private @Nullable Used used(String kind, Node node, Problems problems) {
        Use use = Use.ofKey(node, names(kind), problems).orElse(null);
        Contribution contribution = use == null ? null : find(kind, use.name(), use.mark(), problems);
        return use == null || contribution == null ? null : new Used(contribution, (MapNode) use.config());
    }

    private @Nullable Contribution find(String kind, String name, Mark mark, Problems problems) {
        try {
            Contribution found = catalog.require(kind, name, mark.toString()).contribution();
            Injectable.check(found, mark.toString());
            return found;
        } catch (FigmentException e) {
            problems.add(e);
            return null;
        }
    }

    private List<Contribution> all(String kind) {
        return catalog.entries(kind).stream().map(Catalog.Entry::contribution).toList();
    }

    private List<String> names(String kind) {
        return catalog.names(kind);
    }

    private List<Part> steps(MapNode document, Map<String, Part> components, Problems problems) {
        List<Part> steps = new ArrayList<>();
        FlowCheck flow = new FlowCheck(() -> all(Contribution.STEP), problems);
        List<Node> items = document.list(RunConfig.STEPS, problems);
        Mark mark = document.keyMark(RunConfig.STEPS);
        if (items.isEmpty()) {
            boolean written = document.find(RunConfig.STEPS)
                    .filter(node -> !node.isNull() && !(node instanceof ListNode))
                    .isPresent();
            if (written) {
                return steps;
            }
            problems.add(mark.problem("no-steps", "the pipeline has no steps")
                    .fix("list them under 'steps', beginning with one of: " + flow.sources()));
            return steps;
        }
        PartReader reader = new PartReader(
                components, document.map(RunConfig.COMPONENTS, problems).keys(), references, problems);
        OutputPlaces outputs = new OutputPlaces(problems);
        Map<String, Integer> uses = new HashMap<>();
        for (Node item : items) {
            Part part = step(item, reader, flow, outputs, uses, problems);
            if (part == null) {
                flow.lose();
            } else {
                steps.add(part);
            }
        }
        flow.end(mark);
        return steps;
    }

    private @Nullable Part step(
            Node item,
            PartReader reader,
            FlowCheck flow,
            OutputPlaces outputs,
            Map<String, Integer> uses,
            Problems problems) {
        Optional<Use> written = Use.ofItem(item, problems);
        if (written.isEmpty()) {
            return null;
        }
        String name = written.get().name();
        Mark mark = written.get().mark();
        Contribution contribution = find(Contribution.STEP, name, mark, problems);
        if (contribution == null) {
            return null;
        }
        // A step's seed does not depend on the steps before it, only on how often its name came before.
        int use = uses.merge(name, 1, Integer::sum);
        String slot = RunConfig.STEPS + "." + name + "." + use;
        Bindings bindings = new Bindings();
        MapNode keys = RecordBinder.keys(written.get().config(), contribution.config(), problems)
                .orElse(null);
        Part part = keys == null ? null : reader.read(slot, name, mark, contribution, keys, bindings);
        if (keys == null || part == null) {
            return null;
        }
        outputs.take(name, Injectable.values(part.config()), keys);
        flow.next(name, mark, contribution.implementation(), bindings);
        return PartReader.retyped(part, bindings);
    }

    /** One part that is built by itself. */
    public static final class Assembly {
        private final Part part;

        Assembly(Part part) {
            this.part = part;
        }

        /**
         * What it is a kind of: the type arguments that its class gives to an interface.
         *
         * @return empty if it does not implement that
         */
        public List<Type> arguments(Class<?> generic) {
            Class<?> implementation = part.contribution().implementation();
            if (!generic.isAssignableFrom(implementation)) {
                return List.of();
            }
            Type type = TypeLiteral.get(implementation).getSupertype(generic).getType();
            return type instanceof ParameterizedType parameterized
                    ? List.of(parameterized.getActualTypeArguments())
                    : List.of();
        }

        /** What it uses. */
        public Uses uses() {
            return Uses.of(List.of(part));
        }

        /** Builds it. */
        public Object build(Services services, Seed seed) {
            Object built =
                    new Wiring(services).build(List.of(), List.of(part), seed).get(part.slot());
            return requireNonNull(built);
        }
    }
}
