package dev.figment.core.zoo;

import dev.figment.api.config.ModelRef;
import java.util.Optional;

/**
 * What {@code zoo:NAME@VERSION} asks for.
 *
 * @param version empty where none is named
 */
public record NamedModel(String name, String version) {
    /** {@code NAME}, or {@code NAME@VERSION}. */
    public static NamedModel of(String text) {
        int at = text.indexOf('@');
        return at < 0 ? new NamedModel(text, "") : new NamedModel(text.substring(0, at), text.substring(at + 1));
    }

    /** Of a reference, or empty where it does not begin with {@code zoo:}. */
    static Optional<NamedModel> of(ModelRef model) {
        return model.text().startsWith(ModelRef.ZOO)
                ? Optional.of(of(model.text().substring(ModelRef.ZOO.length())))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return version.isEmpty() ? name : name + "@" + version;
    }
}
