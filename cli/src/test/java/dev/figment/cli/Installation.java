package dev.figment.cli;

import dev.figment.cli.example.ExamplePlugin;
import dev.figment.core.embed.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** An installation in a folder of its own, whose command runs in this process. */
final class Installation {
    /** How a command ended and what it printed. */
    record Result(int exit, String out, String err) {}

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    Installation(Path folder) {
        this.folder = folder;
        environment.put("FIGMENT_HOME", folder.resolve("home").toString());
    }

    /** Where plugins that come with Figment are. */
    Path plugins() {
        return folder.resolve("dist/plugins");
    }

    /** Where models that come with Figment are. */
    Path zoo() {
        return folder.resolve("root/zoo");
    }

    Installation variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Writes a file of text, and the folders above it. */
    Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Installs {@link ExamplePlugin} under this id. */
    Installation withExamplePlugin(String id) throws IOException {
        String relative = ExamplePlugin.class.getPackageName().replace('.', '/');
        Path target =
                Files.createDirectories(plugins().resolve(id).resolve("classes").resolve(relative));
        try (Stream<Path> classes = Files.list(testClasses().resolve(relative))) {
            for (Path file : classes.toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
        Path index = plugins().resolve(id).resolve("classes/META-INF/extensions.idx");
        Files.createDirectories(index.getParent());
        Files.writeString(index, ExamplePlugin.class.getName());
        Files.write(
                plugins().resolve(id).resolve("plugin.properties"),
                List.of("plugin.id=" + id, "plugin.version=1.2.3", "plugin.description=An example"));
        return this;
    }

    /** Installs a plugin without a descriptor, which therefore does not load. */
    Installation withBadPlugin(String name) throws IOException {
        Files.createDirectories(plugins().resolve(name));
        return this;
    }

    /** Runs {@code figment ARGUMENTS}. */
    Result run(String... arguments) {
        Map<String, String> properties = Map.of(
                "figment.dist",
                folder.resolve("dist").toString(),
                "figment.root",
                folder.resolve("root").toString(),
                "user.home",
                folder.toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(new Folders(environment::get, properties::get), arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return new Result(command.execute(arguments), out.toString(), err.toString());
    }

    private static Path testClasses() {
        try {
            return Path.of(ExamplePlugin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
