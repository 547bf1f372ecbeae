package dev.figment.train.loop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a run has come: what a checkpoint holds besides tensors.
 *
 * @param step steps done
 * @param bestLoss the lowest validation loss so far; infinite before the first
 * @param bestStep the step that it was reached at
 * @param epochsSinceBest validations since then
 */
record Progress(long step, double bestLoss, long bestStep, int epochsSinceBest) {
    static final Progress NONE = new Progress(0, Double.POSITIVE_INFINITY, 0, 0);

    Progress at(long newStep) {
        return new Progress(newStep, bestLoss, bestStep, epochsSinceBest);
    }

    /** After a validation. */
    Progress validated(double loss) {
        return loss < bestLoss
                ? new Progress(step, loss, step, 0)
                : new Progress(step, bestLoss, bestStep, epochsSinceBest + 1);
    }

    Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", Long.toString(step));
        metadata.put("best-loss", Double.toString(bestLoss));
        metadata.put("best-step", Long.toString(bestStep));
        metadata.put("epochs-since-best", Integer.toString(epochsSinceBest));
        return metadata;
    }

    /**
     * @throws IllegalArgumentException if a value is missing or no number
     */
    static Progress ofMetadata(Map<String, String> metadata) {
        return new Progress(whole(metadata, "step"), number(metadata, "best-loss"), whole(metadata, "best-step"), (int)
                whole(metadata, "epochs-since-best"));
    }

    static long whole(Map<String, String> metadata, String key) {
        try {
            return Long.parseLong(metadata.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            throw missing(key, e);
        }
    }

    private static double number(Map<String, String> metadata, String key) {
        try {
            return Double.parseDouble(metadata.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            throw missing(key, e);
        }
    }

    private static IllegalArgumentException missing(String key, NumberFormatException e) {
        return new IllegalArgumentException("its metadata has no number '" + key + "'", e);
    }
}
