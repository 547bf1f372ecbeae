package dev.figment.core.wiring;

import dev.figment.api.Device;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.util.Set;

/** The top-level keys of a run config, besides {@code extends}, {@code components} and {@code steps}. */
@Description("A pipeline: components, and the steps that use them")
public record RunConfig(
        @Description("What the pipeline is called in messages")
        String name,

        @Description("All randomness comes from it: the same seed gives the same result") @Default("0")
        long seed,

        @Description("Where models run: auto, cpu, cuda or cuda:N") @Default("auto")
        Device device) {
    public static final String EXTENDS = "extends";
    public static final String COMPONENTS = "components";
    public static final String STEPS = "steps";

    /** The keys that the wiring reads itself. */
    static final Set<String> WIRED = Set.of(EXTENDS, COMPONENTS, STEPS);

    public RunConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be empty");
        }
    }
}
