package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationStepTest {
    @Test
    void givesTheTrainingStepsMetricsForTheSameParameters() {
        try (TrainingStep training = TinyVae.step(new Seed(1));
                EvaluationStep evaluation = evaluation()) {
            for (int i = 0; i < 3; i++) {
                Map<String, Tensor> batch = TinyVae.batch(new Seed(i), TinyVae.BATCH);
                Map<String, Double> before = evaluation.run(batch, training.parameters());
                Map<String, Double> trained = training.run(batch, 1e-2);
                assertThat(before.keySet()).containsExactlyElementsOf(trained.keySet());
                trained.forEach(
                        (name, value) -> assertThat(before.get(name)).as(name).isCloseTo(value, within(1e-5)));
            }
        }
    }

    @Test
    void takesBatchesOfAnySize() {
        try (TrainingStep training = TinyVae.step(new Seed(1));
                EvaluationStep evaluation = evaluation()) {
            double one = evaluation
                    .run(TinyVae.batch(new Seed(3), 1), training.parameters())
                    .get("loss");
            double many = evaluation
                    .run(TinyVae.batch(new Seed(3), 100), training.parameters())
                    .get("loss");
            assertThat(one).isPositive();
            assertThat(many).isPositive();
        }
    }

    @Test
    void passesOverParametersThatItsObjectiveDoesNotHave() {
        try (TrainingStep training = TinyVae.step(new Seed(1));
                EvaluationStep evaluation = evaluation()) {
            Map<String, Tensor> more = new HashMap<>(training.parameters());
            more.put("critic.weight", Tensor.scalar(1));
            Map<String, Tensor> batch = TinyVae.batch(new Seed(3), 4);
            assertThat(evaluation.run(batch, more)).isEqualTo(evaluation.run(batch, training.parameters()));
        }
    }

    private static EvaluationStep evaluation() {
        return EvaluationStep.compile(TinyVae.MODELS, "tiny-vae", TinyVae.openInputs(), TinyVae::objective);
    }
}
