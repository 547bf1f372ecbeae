package dev.figment.core.config;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects everything that is wrong in a config, so that it is reported together. One thread at a time. */
public final class Problems {
    private static final Pattern PLACE = Pattern.compile("(.*?):(\\d{1,9}):(\\d{1,9})(?:: .*)?", Pattern.DOTALL);

    private final Set<Problem> found = new LinkedHashSet<>();

    /** A place in a file, which is compared by number and not by text. */
    private record Place(String source, int line, int column) {
        static Place of(Problem problem) {
            Matcher place = PLACE.matcher(problem.where());
            return place.matches()
                    ? new Place(place.group(1), Integer.parseInt(place.group(2)), Integer.parseInt(place.group(3)))
                    : new Place(problem.where(), 0, 0);
        }
    }

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
            Place::of,
            Comparator.comparing(Place::source).thenComparingInt(Place::line).thenComparingInt(Place::column));

    public void add(Problem problem) {
        found.add(problem);
    }

    /** Adds all problems of an exception that is the user's fault; throws any other on. */
    public void add(FigmentException e) {
        if (e.fault() != FigmentException.Fault.USER) {
            throw e;
        }
        found.addAll(e.problems());
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** All problems so far, sorted by file, line and column. */
    public List<Problem> sorted() {
        return found.stream().sorted(BY_PLACE).toList();
    }

    /**
     * Throws all problems together, if there are any.
     *
     * @throws FigmentException if there is a problem
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw FigmentException.user(sorted());
        }
    }
}
