package dev.figment.train.schedule;

/**
 * What {@link ReduceOnPlateau} knows of the validations so far; the others ignore it. A checkpoint holds it.
 *
 * @param bestLoss the lowest loss that was lower by more than the threshold; infinite before the first
 * @param waited validations since then, cooling down not counted
 * @param cooling validations to come that are not counted
 * @param reductions how often the rate was reduced
 */
public record PlateauState(double bestLoss, int waited, int cooling, int reductions) {
    public static final PlateauState NONE = new PlateauState(Double.POSITIVE_INFINITY, 0, 0, 0);
}
