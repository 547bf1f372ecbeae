package dev.figment.train.loop;

import dev.figment.api.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Training} can do besides that executes several steps at once, so that its state need not leave the device
 * between them; as {@link dev.figment.train.step.TrainingStep#runAll} does.
 */
public interface Looped {
    /**
     * Several optimizer steps, one after the other: with the result of as many calls of {@link Training#step}. It may do the
     * first ones only, or none; the loop goes on with the others. A step that changes nothing ({@link Guarded}) is never
     * done together with others.
     *
     * @param prepared of training batches, one for each step; at least two
     * @param learningRates from the schedule, one for each step
     * @return the metrics of each step that was done
     */
    List<Map<String, Double>> stepAll(List<Map<String, Tensor>> prepared, List<Double> learningRates);
}
