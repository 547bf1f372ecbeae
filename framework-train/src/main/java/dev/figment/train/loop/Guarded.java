package dev.figment.train.loop;

import java.util.Optional;

/**
 * What a {@link Training} can do besides that looks after its own numbers: where {@link Start#options()} ask for it, a step
 * whose loss or gradient is not finite changes nothing.
 */
public interface Guarded {
    /** Whether the last step changed nothing, because its loss or its gradient was not finite. */
    boolean isSkipped();

    /**
     * The first parameter, in the order of the networks, that is not finite after the last step, or would be if that had not
     * been skipped; empty if there is none.
     *
     * @return its dotted path
     */
    Optional<String> firstNotFinite();
}
