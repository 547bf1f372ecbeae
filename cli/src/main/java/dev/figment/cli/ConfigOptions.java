package dev.figment.cli;

import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of commands that take a config. */
final class ConfigOptions {
    @Parameters(
            paramLabel = "CONFIG",
            description = "The config: a YAML file, or plugin:NAME/PATH for one of a plugin.")
    Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a key: --set seed=1, --set steps.2.interpolate.steps=20. May be repeated.")
    List<String> overrides = new ArrayList<>();

    /** Reads it as it takes effect. */
    MapNode read(Host host, Problems problems) {
        return ConfigReader.ofProcess().read(host.config(config), overrides, problems);
    }
}
