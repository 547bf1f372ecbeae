package dev.figment.train.loop;

import dev.figment.train.schedule.PlateauState;
import dev.figment.train.schedule.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a run has come: what a checkpoint holds besides tensors.
 *
 * @param step steps done
 * @param bestLoss the lowest validation loss so far; infinite before the first
 * @param bestStep the step that it was reached at
 * @param epochsSinceBest validations since then
 * @param plateau what the schedule knows of the validations
 */
record Progress(long step, double bestLoss, long bestStep, int epochsSinceBest, PlateauState plateau) {
    static final Progress NONE = new Progress(0, Double.POSITIVE_INFINITY, 0, 0, PlateauState.NONE);

    Progress at(long newStep) {
        return new Progress(newStep, bestLoss, bestStep, epochsSinceBest, plateau);
    }

    /** After a validation. */
    Progress validated(double loss, Schedule schedule) {
        PlateauState after = schedule.validated(plateau, loss);
        return loss < bestLoss
                ? new Progress(step, loss, step, 0, after)
                : new Progress(step, bestLoss, bestStep, epochsSinceBest + 1, after);
    }

    Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", Long.toString(step));
        metadata.put("best-loss", Double.toString(bestLoss));
        metadata.put("best-step", Long.toString(bestStep));
        metadata.put("epochs-since-best", Integer.toString(epochsSinceBest));
        metadata.put("plateau-best-loss", Double.toString(plateau.bestLoss()));
        metadata.put("plateau-waited", Integer.toString(plateau.waited()));
        metadata.put("plateau-cooling", Integer.toString(plateau.cooling()));
        metadata.put("plateau-reductions", Integer.toString(plateau.reductions()));
        return metadata;
    }

    /**
     * @throws IllegalArgumentException if a value is missing or no number
     */
    static Progress ofMetadata(Map<String, String> metadata) {
        PlateauState plateau = new PlateauState(
                number(metadata, "plateau-best-loss"),
                (int) whole(metadata, "plateau-waited"),
                (int) whole(metadata, "plateau-cooling"),
                (int) whole(metadata, "plateau-reductions"));
        return new Progress(
                whole(metadata, "step"),
                number(metadata, "best-loss"),
                whole(metadata, "best-step"),
                (int) whole(metadata, "epochs-since-best"),
                plateau);
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
