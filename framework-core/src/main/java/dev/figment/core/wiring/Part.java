package dev.figment.core.wiring;

import com.google.inject.TypeLiteral;
import dev.figment.api.plugin.Contribution;
import java.util.Map;

/**
 * A component, step or recipe of a config, checked and not built yet.
 *
 * @param slot its unique name in the wiring: {@code components.digits}, {@code steps.2}
 * @param label what the config calls it
 * @param where its place in the config, for messages
 * @param config its keys, read
 * @param references the slots of the components that it refers to, by the key that names them
 * @param type the implementation's class with its type arguments resolved
 */
record Part(
        String slot,
        String label,
        String where,
        Contribution contribution,
        Record config,
        Injectable injectable,
        Map<String, String> references,
        TypeLiteral<?> type) {}
