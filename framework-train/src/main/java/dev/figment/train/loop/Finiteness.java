package dev.figment.train.loop;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;

/** Looks after the numbers of a run: what is NaN or infinite must not get into a checkpoint unseen. */
final class Finiteness {
    private static final String ANEW =
            "begin anew in another folder ('--set to=FOLDER') with a smaller 'learning-rate' of"
                    + " the optimizer, or with its 'clip-norm'";

    private final RunFolder folder;
    private final NonFinite config;
    private int skipped;

    Finiteness(RunFolder folder, NonFinite config) {
        this.folder = folder;
        this.config = config;
    }

    /** The first metric that is no finite number, in words: {@code 'loss' is NaN}. */
    static Optional<String> firstBad(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> !Double.isFinite(metric.getValue()))
                .map(metric -> "'" + metric.getKey() + "' is " + metric.getValue())
                .findFirst();
    }

    /**
     * Decides about a step's metrics.
     *
     * @param step that they are of, from 1
     * @return what to tell where the step was skipped; empty where all is well
     * @throws FigmentException if the run is to end
     */
    Optional<String> skipped(Map<String, Double> metrics, Training<?> training, long step) {
        boolean left = training instanceof Guarded guarded && guarded.isSkipped();
        Optional<String> bad = firstBad(metrics);
        if (!left && bad.isEmpty()) {
            skipped = 0;
            return bad;
        }
        String what = bad.orElse("the gradient is not finite") + " at step " + step + parameter(training);
        if (!left) {
            boolean could = config.then() == NonFinite.Then.STOP && training instanceof Guarded;
            throw failure(what, ANEW + (could ? ", or leave such steps out with 'non-finite: { then: skip }'" : ""));
        }
        if (skipped == config.limit()) {
            throw failure(what + ", after " + skipped + " steps that were skipped", ANEW);
        }
        skipped++;
        return Optional.of(what + "; this step is skipped");
    }

    /**
     * Checks that a training can do what the config asks for.
     *
     * @throws FigmentException if it cannot
     */
    void requirePossible(Training<?> training) {
        if (config.then() == NonFinite.Then.SKIP && !(training instanceof Guarded)) {
            throw FigmentException.user(
                    Problem.of("cannot-skip", "non-finite.then", "the steps of this recipe cannot be skipped")
                            .fix("write 'stop'"));
        }
    }

    private static String parameter(Training<?> training) {
        Optional<String> first =
                training instanceof Guarded guarded ? guarded.firstNotFinite() : firstBadTensor(training.state());
        return first.map(path -> ", and the first parameter that is no finite number is '" + path + "'")
                .orElse(", though all parameters are finite");
    }

    /**
     * Checks the metrics of a validation.
     *
     * @throws FigmentException if one is no finite number
     */
    void requireFinite(Map<String, Double> validated, long step) {
        firstBad(validated).ifPresent(bad -> {
            throw failure(bad + " on the validation samples after step " + step, ANEW);
        });
    }

    /**
     * Checks what is about to be saved.
     *
     * @return it
     * @throws FigmentException if a number is not finite
     */
    Map<String, Tensor> requireFiniteState(Map<String, Tensor> state, long step) {
        firstBadTensor(state).ifPresent(path -> {
            throw failure("'" + path + "' holds what is no finite number after step " + step, ANEW);
        });
        return state;
    }

    private FigmentException failure(String what, String fix) {
        String kept = folder.newestCheckpoint()
                .map(file -> "; " + file.getFileName() + " is kept")
                .orElse("; there is no checkpoint yet");
        return FigmentException.run(Problem.of("loss-not-finite", folder.path().toString(), what + kept)
                .fix(fix));
    }

    private static Optional<String> firstBadTensor(Map<String, Tensor> state) {
        return state.entrySet().stream()
                .filter(entry -> entry.getValue().type() == ElementType.FLOAT32 && !isFinite(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isFinite(Tensor tensor) {
        FloatBuffer values = tensor.floats();
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                return false;
            }
        }
        return true;
    }
}
