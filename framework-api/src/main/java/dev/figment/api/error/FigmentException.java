package dev.figment.api.error;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that goes wrong in words for the user; its message is the problems, one a line. */
public final class FigmentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Whose fault it is, which decides the exit code. */
    public enum Fault {
        /** The input is wrong: exit code 2. */
        USER,
        /** The input was fine and the run failed: exit code 1. */
        RUN
    }

    private final Fault fault;

    @SuppressWarnings("serial")
    private final List<Problem> problems;

    private FigmentException(Fault fault, List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        this.fault = fault;
        this.problems = problems;
    }

    /** The user's input is wrong. */
    public static FigmentException user(Problem problem) {
        return new FigmentException(Fault.USER, List.of(problem), null);
    }

    /** The user's input is wrong, as this cause shows. */
    public static FigmentException user(Problem problem, Throwable cause) {
        return new FigmentException(Fault.USER, List.of(problem), cause);
    }

    /** The user's input is wrong in each of these ways. */
    public static FigmentException user(Collection<Problem> problems) {
        return new FigmentException(Fault.USER, List.copyOf(problems), null);
    }

    /** The input was fine and the run failed. */
    public static FigmentException run(Problem problem) {
        return new FigmentException(Fault.RUN, List.of(problem), null);
    }

    /** The input was fine and the run failed because of this cause. */
    public static FigmentException run(Problem problem, Throwable cause) {
        return new FigmentException(Fault.RUN, List.of(problem), cause);
    }

    /** The same, with this place for each problem that has none. */
    public FigmentException at(String place) {
        if (problems.stream().noneMatch(problem -> problem.where().isEmpty())) {
            return this;
        }
        List<Problem> placed = problems.stream()
                .map(problem -> problem.where().isEmpty() ? problem.at(place) : problem)
                .toList();
        return new FigmentException(fault, placed, this);
    }

    public Fault fault() {
        return fault;
    }

    /** At least one. */
    public List<Problem> problems() {
        return problems;
    }
}
