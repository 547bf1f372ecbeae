package dev.figment.core.wiring;

import com.google.inject.TypeLiteral;
import dev.figment.api.Batch;
import dev.figment.api.Nothing;
import dev.figment.api.Sink;
import dev.figment.api.Source;
import dev.figment.api.Step;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.Mark;
import dev.figment.core.config.Problems;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Follows the type of the batches from step to step while a config is read. */
final class FlowCheck {
    private final Supplier<List<Contribution>> steps;
    private final Problems problems;
    private @Nullable TypeLiteral<?> flowing;
    private String before = "";
    private @Nullable Mark unkept;
    private boolean kept;
    private boolean broken;

    /**
     * @param steps all that exist; asked for suggestions only, since that loads every plugin
     */
    FlowCheck(Supplier<List<Contribution>> steps, Problems problems) {
        this.steps = steps;
        this.problems = problems;
    }

    /** From here on nothing is known, because a step could not be read. */
    void lose() {
        broken = true;
    }

    /** Takes the next step; its free type variables become bound to what flows. */
    void next(String name, Mark mark, Class<?> implementation, Bindings bindings) {
        kept |= Sink.class.isAssignableFrom(implementation);
        if (broken) {
            return;
        }
        boolean source = Source.class.isAssignableFrom(implementation);
        Type[] types = arguments(implementation);
        if (source != (flowing == null)) {
            problems.add(mark.problem(
                            "step-order",
                            source
                                    ? "'" + name + "' begins a pipeline, and it stands after '" + before + "'"
                                    : "'" + name + "' needs batches, and no step before it gives any")
                    .fix(
                            source
                                    ? "move it to the front, or remove one of the two"
                                    : "begin with one of: " + sources(bindings.resolve(types[0]))));
            broken = true;
            return;
        }
        TypeLiteral<?> given = flowing;
        if (given != null && !bindings.match(types[0], given)) {
            String wanted = TypeNames.of(bindings.resolve(types[0]).getType());
            problems.add(mark.problem(
                            "step-types",
                            "'" + name + "' takes " + wanted + ", and '" + before + "' gives "
                                    + TypeNames.of(given.getType()))
                    .fix(bridge(given, bindings.resolve(types[0]))));
            broken = true;
            return;
        }
        if (Sink.class.isAssignableFrom(implementation)) {
            unkept = null;
        } else {
            flowing = bindings.resolve(types[1]);
            before = name;
            unkept = mark;
        }
    }

    /** After the last step. */
    void end(Mark steps) {
        if (broken || flowing == null || unkept == null) {
            return;
        }
        problems.add(
                kept
                        ? unkept.problem("not-kept", "no step keeps what '" + before + "' gives")
                                .fix("remove it, or put one of these after it: " + sinks(flowing))
                        : steps.problem("nothing-kept", "no step keeps what the pipeline makes")
                                .fix("end with one of: " + sinks(flowing)));
    }

    /** The names of all steps that a pipeline can begin with. */
    String sources() {
        return names(Source.class, step -> true);
    }

    private String sources(TypeLiteral<?> wanted) {
        String fitting = names(
                Source.class,
                step -> wanted.getRawType()
                        .isAssignableFrom(new Bindings()
                                .resolve(arguments(step.implementation())[1])
                                .getRawType()));
        return fitting.isEmpty() ? sources() : fitting;
    }

    private String sinks(TypeLiteral<?> given) {
        String fitting = names(Sink.class, step -> new Bindings().match(arguments(step.implementation())[0], given));
        return fitting.isEmpty() ? names(Sink.class, step -> true) : fitting;
    }

    private String names(Class<?> kind, Predicate<Contribution> fits) {
        return String.join(
                ", ",
                steps.get().stream()
                        .filter(step -> kind.isAssignableFrom(step.implementation()))
                        .filter(fits)
                        .map(Contribution::name)
                        .sorted()
                        .toList());
    }

    /** Steps that lead from one type to another. */
    private String bridge(TypeLiteral<?> from, TypeLiteral<?> to) {
        List<String> between = steps.get().stream()
                .filter(step -> leads(step.implementation(), from, to))
                .map(Contribution::name)
                .sorted()
                .toList();
        return between.isEmpty()
                ? "no step leads from one to the other"
                : "put a step between them: " + String.join(", ", between);
    }

    /** A step both of whose types are its component's might lead anywhere, and is no help. */
    private static boolean leads(Class<?> step, TypeLiteral<?> from, TypeLiteral<?> to) {
        Type[] types = arguments(step);
        if (types[0] instanceof TypeVariable && types[1] instanceof TypeVariable) {
            return false;
        }
        Bindings bindings = new Bindings();
        Class<?> out = bindings.resolve(types[1]).getRawType();
        boolean fits =
                !types[0].equals(Nothing.class) && !types[1].equals(Nothing.class) && bindings.match(types[0], from);
        Class<?> resolved = bindings.resolve(types[1]).getRawType();
        return fits
                && (to.getRawType().isAssignableFrom(resolved) || out == Batch.class)
                && !resolved.equals(from.getRawType());
    }

    private static Type[] arguments(Class<?> implementation) {
        Type step = TypeLiteral.get(implementation).getSupertype(Step.class).getType();
        return ((ParameterizedType) step).getActualTypeArguments();
    }
}
