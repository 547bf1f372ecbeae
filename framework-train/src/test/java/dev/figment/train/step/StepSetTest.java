package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Noise;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Sequential;
import dev.figment.train.optim.OptimizerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A small generative adversarial network whose networks count, in state that is not trained, how often they are used. */
class StepSetTest {
    private static final int BATCH = 8;
    private static final OptimizerConfig ADAM = OptimizerConfig.adam(1e-2);

    private static void count(Scope scope) {
        Value uses = scope.state("uses", Init.constant(0), 1);
        scope.update(uses, Arithmetic.add(uses, 1));
    }

    private static Value generate(Scope root) {
        Scope generator = root.child("generator");
        count(generator);
        Value z = root.noise("z", Noise.normal(), Shape.of(BATCH, 3));
        return root.apply("generator", Sequential.of(new Linear(8), Activation.TANH, new Linear(2)), z);
    }

    private static Value judge(Scope root, Value x) {
        count(root.child("discriminator"));
        return root.apply("discriminator", Sequential.of(new Linear(8), Activation.TANH, new Linear(1)), x);
    }

    private static Update discriminator(StepOptions options) {
        Objective objective = (scope, in) -> {
            Value real = Reductions.mean(Activations.softplus(Activations.neg(judge(scope, in.get("x")))));
            Value fake = Reductions.mean(Activations.softplus(judge(scope, generate(scope))));
            return new Objective.Loss(Arithmetic.add(real, fake), Map.of("real", real));
        };
        List<InputSpec> inputs = List.of(InputSpec.floats("x", Shape.of(BATCH, 2)));
        return new Update("discriminator", inputs, objective, List.of("discriminator"), ADAM, options);
    }

    private static Update generator(List<String> trains) {
        Objective objective = (scope, in) -> new Objective.Loss(
                Reductions.mean(Activations.softplus(Activations.neg(judge(scope, generate(scope))))), Map.of());
        return new Update("generator", List.of(), objective, trains, ADAM);
    }

    private static StepSet gan(long seed) {
        List<Update> updates = List.of(discriminator(StepOptions.DEFAULT), generator(List.of("generator")));
        return StepSet.compile(TinyVae.MODELS, "gan", updates, new Seed(seed));
    }

    private static Map<String, Tensor> real(long number) {
        Tensor x = Tensor.allocate(ElementType.FLOAT32, BATCH, 2);
        new Seed(number).fillNormal(x.floats());
        return Map.of("x", x);
    }

    private static void round(StepSet steps, long number) {
        steps.run("discriminator", real(number), 1e-2);
        steps.run("generator", Map.of(), 1e-2);
    }

    @Test
    void eachUpdateChangesItsOwnParametersAlone() {
        try (StepSet steps = gan(1)) {
            for (String update : List.of("discriminator", "generator", "generator", "discriminator", "generator")) {
                Map<String, Tensor> before = steps.state();
                steps.run(update, update.equals("generator") ? Map.of() : real(3), 1e-2);
                steps.parameters()
                        .forEach((path, tensor) -> assertThat(
                                        tensor.bytes().equals(before.get(path).bytes()))
                                .as(path)
                                .isEqualTo(!path.startsWith(update)));
            }
            assertThat(steps.steps("generator")).isEqualTo(3);
            assertThat(steps.steps("discriminator")).isEqualTo(2);
        }
    }

    @Test
    void stateIsSharedByAllUpdates() {
        try (StepSet steps = gan(1)) {
            round(steps, 0);
            round(steps, 1);
            assertThat(steps.weights().get("generator.uses").toFloatArray()).containsExactly(4);
            assertThat(steps.weights().get("discriminator.uses").toFloatArray()).containsExactly(2 * 2 + 2);
        }
    }

    @Test
    void eachStepHasNoiseOfItsOwn() {
        try (StepSet steps = gan(1)) {
            double first = steps.run("discriminator", real(0), 0).get("loss");
            assertThat(steps.run("discriminator", real(0), 0).get("loss")).isNotEqualTo(first);
        }
    }

    @Test
    void aRestoredSetContinuesByteForByteFromWithinARound() {
        try (StepSet whole = gan(1);
                StepSet resumed = gan(1)) {
            round(whole, 0);
            whole.run("discriminator", real(1), 1e-2);
            Map<String, Tensor> saved = whole.state();
            resumed.run("generator", Map.of(), 1e-2);
            resumed.restore(saved);
            for (StepSet steps : List.of(whole, resumed)) {
                steps.run("generator", Map.of(), 1e-2);
                round(steps, 2);
            }
            StepOptionsTest.assertSame(resumed.state(), whole.state());
        }
    }

    @Test
    void aNetworkThatNoUpdateTrainsStaysAsItIs() {
        List<Update> updates = List.of(discriminator(StepOptions.DEFAULT));
        try (StepSet steps = StepSet.compile(TinyVae.MODELS, "critic", updates, new Seed(1));
                StepSet gan = gan(1)) {
            steps.run("discriminator", real(0), 1e-2);
            assertThat(steps.parameters().get("generator.0.weight").bytes())
                    .isEqualTo(gan.parameters().get("generator.0.weight").bytes());
            assertThat(steps.state())
                    .containsKey("generator.0.weight")
                    .doesNotContainKey("adam.sum.generator.0.weight");
        }
    }

    @Test
    void wrongUpdatesAreNamed() {
        StepOptions none = StepOptions.DEFAULT;
        assertThatThrownBy(() -> compile(discriminator(none), generator(List.of("encoder"))))
                .hasMessageContaining("'generator' trains no parameter")
                .hasMessageContaining("encoder")
                .hasMessageContaining("generator.0.weight");
        assertThatThrownBy(() -> compile(discriminator(none), generator(List.of(""))))
                .hasMessageContaining("discriminator.0.weight is trained by two updates")
                .hasMessageContaining("'generator'");
        assertThatThrownBy(() -> compile(discriminator(none), discriminator(none)))
                .hasMessageContaining("same name");
        assertThatThrownBy(() -> discriminator(none.withAccumulate(3)))
                .hasMessage("a batch of 8 samples cannot be cut into 3 equal parts");
        try (StepSet steps = gan(1)) {
            assertThatThrownBy(() -> steps.run("critic", Map.of(), 1))
                    .hasMessage("there is no update 'critic', only [discriminator, generator]");
            Map<String, Tensor> state = new HashMap<>(steps.state());
            state.remove("step:generator");
            assertThatThrownBy(() -> steps.restore(state)).hasMessageContaining("step:generator");
        }
    }

    private static void compile(Update... updates) {
        StepSet.compile(TinyVae.MODELS, "gan", List.of(updates), new Seed(1)).close();
    }
}
