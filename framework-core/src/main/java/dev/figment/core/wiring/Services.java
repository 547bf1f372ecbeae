package dev.figment.core.wiring;

import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.Scratch;
import dev.figment.api.data.Datasets;
import dev.figment.api.model.Models;

/** What a contribution's constructor may ask for besides its config, its {@code Seed} and its components. */
public record Services(Models models, Datasets datasets, Device device, Console console, Scratch scratch) {}
