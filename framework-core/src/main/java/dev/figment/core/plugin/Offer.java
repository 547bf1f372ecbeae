package dev.figment.core.plugin;

import dev.figment.api.plugin.Contribution;

/**
 * The name of a contribution, without its classes.
 *
 * @param kind as of {@link Contribution}
 * @param description one line
 */
public record Offer(String kind, String name, String description) {
    static Offer of(Contribution contribution) {
        return new Offer(contribution.kind(), contribution.name(), contribution.description());
    }
}
