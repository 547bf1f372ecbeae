package dev.figment.core.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A plugin that a test writes: its sources are compiled into a plugin's folder. */
public final class TinyPlugin {
    /** What the entry point of most tests is made of: {@code %s} is the body of {@code contributions()}. */
    private static final String ENTRY = """
            package tiny;
            import dev.figment.api.plugin.*;
            import java.util.List;
            public class Entry implements FigmentPlugin {
                public record Config(String text) {}
                public static class Thing { public Thing(Config config) {} }
                @Override public List<Contribution> contributions() { %s }
            }
            """;

    private final String id;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> sources = new ArrayList<>();
    private List<String> index = List.of("tiny.Entry");

    private TinyPlugin(String id) {
        this.id = id;
        properties.put("plugin.id", id);
        properties.put("plugin.version", "1.2.3");
    }

    /** A good plugin that brings one component. */
    public static TinyPlugin bringing(String id, String component) {
        return of(
                id,
                "return List.of(Contribution.component(\"" + component
                        + "\", \"A thing\", Thing.class, Config.class));");
    }

    /** A plugin with this body of {@code contributions()}. */
    public static TinyPlugin of(String id, String body) {
        return new TinyPlugin(id).source(ENTRY.formatted(body));
    }

    /** A plugin with nothing but these sources, one of which is {@code tiny.Entry}. */
    public static TinyPlugin ofSources(String id, String... sources) {
        TinyPlugin plugin = new TinyPlugin(id);
        Arrays.stream(sources).forEach(plugin::source);
        return plugin;
    }

    public TinyPlugin source(String source) {
        sources.add(source);
        return this;
    }

    public TinyPlugin property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    public TinyPlugin index(String... classes) {
        index = List.of(classes);
        return this;
    }

    /** Writes it as a folder. */
    public Path writeTo(Path plugins) throws IOException {
        Path folder = Files.createDirectories(plugins.resolve(id));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(sources, classes);
        Files.writeString(
                folder.resolve("plugin.properties"),
                properties.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n")));
        if (!index.isEmpty()) {
            Files.createDirectories(classes.resolve("META-INF"));
            Files.write(classes.resolve("META-INF/extensions.idx"), index);
        }
        return folder;
    }

    /** Writes it as a zip; {@code work} is where it is put together. */
    public Path zipTo(Path plugins, Path work) throws IOException {
        Path folder = writeTo(work);
        Files.createDirectories(plugins);
        return zip(folder, plugins.resolve(id + ".zip"));
    }

    public static Path zip(Path folder, Path zip) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out);
                Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(
                        new ZipEntry(folder.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, entries);
                entries.closeEntry();
            }
        }
        return zip;
    }

    private static void compile(List<String> sources, Path classes) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> units = new ArrayList<>();
        for (String source : sources) {
            String name = source.replaceAll("(?s).*?\\b(?:class|interface) (\\w+).*", "$1");
            String folder =
                    source.replaceAll("(?s).*?package ([\\w.]+);.*", "$1").replace('.', '/');
            units.add(
                    new SimpleJavaFileObject(
                            URI.create("mem:///" + folder + "/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    });
        }
        List<String> options = List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--release",
                "17");
        if (!compiler.getTask(null, null, null, options, null, units).call()) {
            throw new IllegalStateException("does not compile");
        }
    }
}
