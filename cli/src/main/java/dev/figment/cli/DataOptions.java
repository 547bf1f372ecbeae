package dev.figment.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that read data. */
final class DataOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Look for named datasets in this folder instead of FIGMENT_DATA.")
    @Nullable
    Path dataDir;

    @Mixin
    final OfflineOption offline = new OfflineOption();
}
