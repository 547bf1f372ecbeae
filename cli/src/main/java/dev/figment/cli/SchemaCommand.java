package dev.figment.cli;

import dev.figment.core.config.JsonSchema;
import dev.figment.core.io.AtomicFile;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.registry.Index;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code figment schema}. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of configs, built from the plugins that are installed, or that of cards.",
        footerHeading = "%nEditors complete and check a config whose first line names the schema:%n",
        footer = {"  figment schema --to figment.schema.json", "  # yaml-language-server: $schema=figment.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--to", paramLabel = "FILE", description = "Write it to this file.")
    private @Nullable Path to;

    @ArgGroup
    private @Nullable Other other;

    private static final class Other {
        @Option(names = "--card", description = "The schema of a model's card.yaml, instead of that of configs.")
        private boolean card;

        @Option(names = "--index", description = "The schema of a registry's index.yaml, instead of that of configs.")
        private boolean index;
    }

    @Override
    public Integer call() {
        String schema = schema() + "\n";
        PrintWriter out = spec.commandLine().getOut();
        if (to == null) {
            out.print(schema);
        } else {
            AtomicFile.write(to, schema.getBytes(StandardCharsets.UTF_8));
            out.println(Output.shown(to) + "  (JSON Schema)");
        }
        out.flush();
        return 0;
    }

    private String schema() {
        if (other == null) {
            return ofConfigs();
        }
        return other.card
                ? JsonSchema.ofOpen(Card.class, "Figment card")
                : JsonSchema.ofOpen(Index.class, "Figment index of models");
    }

    private String ofConfigs() {
        try (Host host = Host.open(spec)) {
            return JsonSchema.of(Arrays.stream(ConfigKind.values())
                    .map(kind -> kind.shape(host.catalog()))
                    .toList());
        }
    }
}
