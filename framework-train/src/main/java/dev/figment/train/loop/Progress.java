package dev.figment.train.loop;

import dev.figment.train.schedule.PlateauState;
import dev.figment.train.schedule.Schedule;
import dev.figment.train.step.Objective;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a run has come: what a checkpoint holds besides tensors.
 *
 * @param step steps done
 * @param best the best value of the metric so far; infinitely bad before the first
 * @param bestStep the step that it was reached at
 * @param reference what the metric has to be clearly better than for patience to begin anew
 * @param waited validations since it was
 * @param plateau what the schedule knows of the validations
 */
record Progress(long step, double best, long bestStep, double reference, int waited, PlateauState plateau) {
    static Progress none(Best metric) {
        return new Progress(0, metric.worst(), 0, metric.worst(), 0, PlateauState.NONE);
    }

    Progress at(long newStep) {
        return new Progress(newStep, best, bestStep, reference, waited, plateau);
    }

    /** After a validation; the schedule goes by the loss. */
    Progress validated(Map<String, Double> metrics, Best metric, Schedule schedule) {
        Double loss = metrics.get(Objective.Loss.NAME);
        if (loss == null) {
            throw new IllegalStateException(
                    "the recipe gives no metric '" + Objective.Loss.NAME + "', only " + metrics.keySet());
        }
        double value = metric.of(metrics);
        boolean better = metric.isBetter(value, best);
        boolean clearly = metric.isClearlyBetter(value, reference);
        return new Progress(
                step,
                better ? value : best,
                better ? step : bestStep,
                clearly ? value : reference,
                clearly ? 0 : waited + 1,
                schedule.validated(plateau, loss));
    }

    Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", Long.toString(step));
        metadata.put("best", Double.toString(best));
        metadata.put("best-step", Long.toString(bestStep));
        metadata.put("patience-reference", Double.toString(reference));
        metadata.put("patience-waited", Integer.toString(waited));
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
                number(metadata, "best"),
                whole(metadata, "best-step"),
                number(metadata, "patience-reference"),
                (int) whole(metadata, "patience-waited"),
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
