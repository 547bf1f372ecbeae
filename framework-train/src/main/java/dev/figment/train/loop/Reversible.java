package dev.figment.train.loop;

import java.util.Optional;

/** What a {@link Training} can do besides whose last step can be taken back. */
public interface Reversible {
    /**
     * The first parameter, in the order of the networks, that the last step made no finite number, because its gradient was
     * none; empty if there is none.
     *
     * @return its dotted path
     */
    Optional<String> firstNonFinite();

    /**
     * Takes back the last step: parameters, their state and the optimizers' are as they were before it. Called at most once
     * after each step.
     */
    void undo();
}
