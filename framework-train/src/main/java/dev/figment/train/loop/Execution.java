package dev.figment.train.loop;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.List;
import java.util.Map;

/** Executes steps: several at once where the config asks for it ({@code steps-per-execution}), otherwise one by one. */
final class Execution {
    private final Training<?> training;
    private final TrainConfig config;
    private final int stepsPerEpoch;

    /** What is told of each step, in their order, when its metrics are there. */
    @FunctionalInterface
    interface Listener {
        /**
         * @param learningRate that it had
         * @throws FigmentException if the run is to end
         */
        void stepped(Map<String, Double> metrics, double learningRate);
    }

    Execution(Training<?> training, TrainConfig config, int stepsPerEpoch) {
        this.training = training;
        this.config = config;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    /**
     * Checks that a training can do what the config asks for.
     *
     * @throws FigmentException if it cannot
     */
    void requirePossible() {
        if (config.stepsPerExecution() > 1 && !(training instanceof Looped)) {
            throw FigmentException.user(Problem.of(
                            "cannot-loop",
                            "steps-per-execution",
                            "the steps of this recipe cannot be executed several at once")
                    .fix("write 1, or leave the key out"));
        }
    }

    /** How many steps come next at once: no more than to the next one after which the run does something else. */
    int next(long step) {
        long most = Math.min(config.stepsPerExecution(), stepsPerEpoch - step % stepsPerEpoch);
        Integer checkpointSteps = config.checkpointSteps();
        return (int) (checkpointSteps == null ? most : Math.min(most, checkpointSteps - step % checkpointSteps));
    }

    /** Executes them, one for each batch and learning rate; what is not done at once is done one by one. */
    void steps(List<Map<String, Tensor>> batches, List<Double> rates, Timings timings, Listener listener) {
        boolean atOnce = true;
        int done = 0;
        while (done < batches.size()) {
            List<Map<String, Tensor>> left = batches.subList(done, batches.size());
            List<Double> ratesLeft = rates.subList(done, rates.size());
            List<Map<String, Double>> metrics = atOnce && left.size() > 1 && training instanceof Looped looped
                    ? timings.measure(Timings.Kind.STEPS, () -> looped.stepAll(left, ratesLeft))
                    : List.of();
            if (metrics.isEmpty()) {
                atOnce = false;
                metrics = List.of(
                        timings.measure(Timings.Kind.STEPS, () -> training.step(left.get(0), ratesLeft.get(0))));
            }
            for (Map<String, Double> ofStep : metrics) {
                listener.stepped(ofStep, rates.get(done++));
            }
        }
    }
}
