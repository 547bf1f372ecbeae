package dev.figment.train.loop;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Told how a run goes, on the thread that trains. */
public interface TrainObserver {
    /**
     * The run begins.
     *
     * @param step steps done before, if it is resumed
     * @param totalSteps of the whole training
     */
    void started(long step, long totalSteps, int stepsPerEpoch);

    /** A step is done. */
    void stepped(long step, Map<String, Double> metrics);

    /** An epoch was validated. */
    void validated(long epoch, Map<String, Double> training, Map<String, Double> validation, boolean best);

    /** Previews were written to these files. */
    void previewed(List<Path> files);

    /** Something went wrong that the run can do without; in words for the user. */
    void warned(String what);

    /** A checkpoint is safe. */
    void saved(Path checkpoint);
}
