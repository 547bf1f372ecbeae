package dev.figment.core.wiring;

import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;

/** Checks that what a config record refers to exists, before anything is loaded. */
@FunctionalInterface
public interface ReferenceCheck {
    /**
     * @param config the record
     * @param keys what it was read from, for places
     */
    void check(Record config, MapNode keys, Problems problems);
}
