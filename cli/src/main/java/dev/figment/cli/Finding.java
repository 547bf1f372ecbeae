package dev.figment.cli;

import dev.figment.api.error.Problem;

/**
 * What {@code figment doctor} found about one thing.
 *
 * @param name the thing
 * @param text what was found
 * @param fix what to do, or empty
 */
record Finding(Level level, String name, String text, String fix) {
    /** How bad it is. */
    enum Level {
        OK,
        /** Something optional does not work. */
        WARN,
        /** Something that is needed does not work. */
        FAIL
    }

    static Finding ok(String name, String text) {
        return new Finding(Level.OK, name, text, "");
    }

    static Finding warn(String name, Problem problem) {
        return of(Level.WARN, name, problem);
    }

    static Finding fail(String name, Problem problem) {
        return of(Level.FAIL, name, problem);
    }

    private static Finding of(Level level, String name, Problem problem) {
        Problem alone = new Problem(problem.code(), problem.where(), problem.message(), problem.exists(), "");
        return new Finding(level, name, alone.toString(), problem.fix().strip());
    }
}
