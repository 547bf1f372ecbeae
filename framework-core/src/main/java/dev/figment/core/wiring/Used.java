package dev.figment.core.wiring;

import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.MapNode;

/**
 * What {@code { use: NAME, … }} of a config names.
 *
 * @param keys the others, which are the contribution's own
 */
record Used(Contribution contribution, MapNode keys) {}
