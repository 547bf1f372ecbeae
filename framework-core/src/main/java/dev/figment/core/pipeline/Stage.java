package dev.figment.core.pipeline;

import dev.figment.api.Seed;
import dev.figment.api.Step;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.function.Supplier;

/**
 * A step that is ready to run.
 *
 * @param name what the config calls it
 * @param where its place in the config, for messages
 * @param seed its own randomness
 */
public record Stage(String name, String where, Step<?, ?> step, Seed seed) {
    /** Runs code of the step; what it throws becomes a problem that names the step, unless it names another place. */
    <T> T guarded(Supplier<T> code) {
        try {
            return code.get();
        } catch (FigmentException e) {
            throw e.at(where);
        } catch (OutOfMemoryError e) {
            throw FigmentException.run(
                    Problem.of(
                                    "out-of-memory",
                                    where,
                                    "the memory is not enough for the step '" + name + "': " + e.getMessage())
                            .fix("give the step that begins the pipeline a smaller batch, or Java more memory:"
                                    + " FIGMENT_JAVA_OPTS=-Xmx8g, for instance"),
                    e);
        } catch (RuntimeException | LinkageError e) {
            throw FigmentException.run(
                    Problem.of("step-failed", where, "the step '" + name + "' failed: " + e)
                            .fix("run with --verbose to see where"),
                    e);
        }
    }
}
