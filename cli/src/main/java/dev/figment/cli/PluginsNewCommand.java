package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.scaffold.Scaffold;
import dev.figment.core.plugin.scaffold.Spi;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code figment plugins new NAME}. */
@Command(
        name = "new",
        description = {
            "Writes the Maven project of a new plugin, with a component that works and its contract test.",
            "It needs Figment's jars in the local Maven repository; its README says how they come there."
        })
final class PluginsNewCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The plugin's id and its component's name: my-encoder.")
    private String name;

    @Option(
            names = "--spi",
            paramLabel = "SPI",
            defaultValue = "Encoder",
            description = "What its component is: Encoder, Decoder, Generator, Discriminator, Tokenizer or Sampler;"
                    + " ${DEFAULT-VALUE} without it.")
    private String spi = "Encoder";

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Of its classes; org.example.NAME without it.")
    private @Nullable String packageName;

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where the project is put; ./NAME without it.")
    private @Nullable Path to;

    @Override
    public Integer call() {
        Scaffold scaffold = Scaffold.of(name, Spi.of(spi), Optional.ofNullable(packageName));
        requireNew();
        Path folder = to == null ? Path.of(name) : to;
        List<String> files = scaffold.write(folder);
        PrintWriter out = spec.commandLine().getOut();
        if (PluginsCommand.isJson(spec)) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("written", folder.toAbsolutePath().normalize().toString());
            json.put("files", files);
            new Output(out).printJson(json);
        } else {
            out.println(Output.shown(folder) + "  (" + files.size() + " files; README.md says how to build it)");
            files.forEach(file -> out.println("  " + file));
            out.flush();
        }
        return 0;
    }

    /** A plugin of that name could not be installed. */
    private void requireNew() {
        try (Host host = Host.open(spec)) {
            host.catalog()
                    .find(Contribution.COMPONENT, name)
                    .map(Catalog.Entry::pluginId)
                    .ifPresent(owner -> {
                        throw FigmentException.user(Problem.of(
                                        "plugin-exists",
                                        name,
                                        "the plugin '" + owner + "' brings a component of this name")
                                .fix("choose another name"));
                    });
        }
    }
}
