package dev.figment.api;

/**
 * Where a batch stands in its flow, and the randomness of the step that works on it.
 *
 * @param stepSeed the step's own seed
 * @param first index of the batch's first sample in the whole flow, from 0
 */
public record Position(Seed stepSeed, long first) {
    /** The seed of the batch's i-th sample: it does not depend on how the flow was cut into batches. */
    public Seed seed(int i) {
        return stepSeed.at(first + i);
    }
}
