package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Device;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.data.Indices;
import dev.figment.train.gradient.GradientException;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import dev.figment.train.step.TrainingStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recipe throws reaches the user in words. */
class TrainingFailuresTest {
    @TempDir
    Path root;

    private Trial trial;

    @BeforeEach
    void begin() {
        trial = new Trial(root.resolve("run"));
    }

    private void assertFails(Recipe<Indices> recipe, Fault fault, String... words) {
        assertThatThrownBy(() -> trial.loop(recipe).run(false))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(fault))
                .hasMessageContainingAll(words);
        assertThat(trial.folder).doesNotExist();
    }

    private static Recipe<Indices> compiling(Shape input, Objective objective) {
        return start -> {
            TrainingStep.compile(
                    OnnxModels.on(Device.CPU),
                    "broken",
                    List.of(InputSpec.floats("x", input)),
                    objective,
                    start.optimizer(),
                    start.seed());
            throw new AssertionError("it was compiled");
        };
    }

    @Test
    void layersThatDoNotFitAreTheUsersError() {
        assertFails(
                compiling(
                        Shape.of(4, 12),
                        (scope, in) -> new Objective.Loss(
                                Reductions.mean(Losses.squaredError(
                                        scope.apply("decoder", new Linear(9), in.get("x")), in.get("x"))),
                                Map.of())),
                Fault.USER,
                "trial: these networks cannot be made: ",
                "[4, 9]",
                "[4, 12]",
                "change the keys of 'recipe'");
    }

    @Test
    void networksLargerThanATensorMayBeAreTheUsersError() {
        assertFails(
                compiling(
                        Shape.of(4, 60_000),
                        (scope, in) -> new Objective.Loss(
                                Reductions.mean(
                                        Layout.flatten(scope.apply("encoder", new Linear(60_000), in.get("x")))),
                                Map.of())),
                Fault.USER,
                "trial: these networks cannot be made: ",
                "exceeds 2 GiB");
    }

    @Test
    void anObjectiveWithoutAGradientIsTheRecipesError() {
        assertFails(
                start -> {
                    throw new GradientException("no gradient of Floor at 'quantizer'");
                },
                Fault.RUN,
                "trial: this recipe cannot be trained: no gradient of Floor at 'quantizer'",
                "plugin");
    }

    @Test
    void tooLittleMemorySaysWhatToMakeSmaller() {
        assertFails(
                start -> {
                    throw new OutOfMemoryError("Cannot reserve 1000 bytes of direct buffer memory");
                },
                Fault.RUN,
                "trial: the memory is not enough: Cannot reserve 1000 bytes",
                "'batch'");
    }

    @Test
    void whatTheRecipeSaysItselfStaysAsItIs() {
        FigmentException own =
                FigmentException.user(dev.figment.api.error.Problem.of("no-colour", "digits", "only grey images"));
        assertThatThrownBy(() -> trial.loop(start -> {
                            throw own;
                        })
                        .run(false))
                .isSameAs(own);
    }
}
