package dev.figment.train.loop;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param model the folder of the exported files
 * @param report the HTML report; it is missing where it could not be written
 * @param step steps done
 * @param bestStep the step whose weights were exported
 * @param validation the metrics of those weights on the validation samples; empty where there are none
 */
public record TrainResult(
        End end, Path model, Path folder, Path report, long step, long bestStep, Map<String, Double> validation) {
    /** Why it ended. */
    public enum End {
        COMPLETE,
        /** The metric did not become better any more. */
        EARLY,
        /** It was asked to; nothing was exported. */
        STOPPED
    }
}
