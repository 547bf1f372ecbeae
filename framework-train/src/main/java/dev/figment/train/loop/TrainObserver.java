package dev.figment.train.loop;

import dev.figment.api.Images;
import java.nio.file.Path;
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

    /** A picture is to be written to this file. */
    void preview(Path file, Images images);

    /** A checkpoint is safe. */
    void saved(Path checkpoint);
}
