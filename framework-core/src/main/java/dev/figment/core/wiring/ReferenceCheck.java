package dev.figment.core.wiring;

import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import java.util.Map;

/** Checks that what a config record refers to exists, before anything is loaded. */
@FunctionalInterface
public interface ReferenceCheck {
    /**
     * @param values of a config record, by key
     * @param keys what it was read from, for places
     */
    void check(Map<String, Object> values, MapNode keys, Problems problems);
}
