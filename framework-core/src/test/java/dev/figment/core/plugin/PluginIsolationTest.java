package dev.figment.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.plugin.Contribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginIsolationTest {
    /** A component that tells what it can see: constructed with the name of a class or a resource. */
    private static final String PROBE = """
            package tiny;
            public class Probe implements java.util.concurrent.Callable<String> {
                private final String name;
                public Probe(String name) { this.name = name; }
                @Override public String call() throws Exception {
                    if (name.endsWith("()")) {
                        return Shared.version();
                    }
                    if (name.contains("/")) {
                        return String.valueOf(getClass().getClassLoader().getResources(name).hasMoreElements());
                    }
                    return String.valueOf(Class.forName(name).getClassLoader());
                }
            }
            """;

    private static final String ENTRY = """
            package tiny;
            import dev.figment.api.plugin.*;
            import java.util.List;
            public class Entry implements FigmentPlugin {
                public record Config(String text) {}
                @Override public List<Contribution> contributions() {
                    return List.of(Contribution.component("%s", "A probe", Probe.class, Config.class));
                }
            }
            """;

    @TempDir
    Path temp;

    private PluginHost hostWith(String... ids) throws Exception {
        for (String id : ids) {
            TinyPlugin.ofSources(
                            id,
                            ENTRY.formatted(id),
                            PROBE,
                            "package tiny; class Shared { static String version() { return \"of " + id + "\"; } }")
                    .writeTo(temp.resolve("plugins"));
        }
        return PluginHost.load(List.of(temp.resolve("plugins")), temp.resolve("cache"));
    }

    private static Callable<?> probe(PluginHost host, String id, String asked) throws ReflectiveOperationException {
        Contribution contribution = Catalog.of(host.plugins())
                .require(Contribution.COMPONENT, id, "")
                .contribution();
        return (Callable<?>)
                contribution.implementation().getConstructor(String.class).newInstance(asked);
    }

    @Test
    void seesTheApiOfTheHost() throws Exception {
        try (PluginHost host = hostWith("one")) {
            String loader = String.valueOf(getClass().getClassLoader());
            for (String shared : List.of(
                    "dev.figment.api.Tensor",
                    "org.pf4j.Extension",
                    "jakarta.inject.Named",
                    "com.google.inject.Module",
                    "org.jspecify.annotations.Nullable",
                    "org.slf4j.Logger",
                    "ai.onnxruntime.OrtSession")) {
                assertThat(probe(host, "one", shared).call()).as(shared).isEqualTo(loader);
            }
            assertThat(probe(host, "one", "java.sql.Driver").call()).asString().contains("PlatformClassLoader");
        }
    }

    @Test
    void seesNothingElseOfTheHost() throws Exception {
        try (PluginHost host = hostWith("one")) {
            for (String hidden : List.of(
                    "dev.figment.core.plugin.Catalog",
                    "tools.jackson.databind.ObjectMapper",
                    "com.google.common.collect.ImmutableList",
                    "org.objectweb.asm.ClassReader",
                    "org.junit.jupiter.api.Test")) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> probe(host, "one", hidden).call()))
                        .as(hidden)
                        .isInstanceOf(ClassNotFoundException.class);
            }
        }
    }

    @Test
    void seesNoResourcesOfTheHost() throws Exception {
        try (PluginHost host = hostWith("one")) {
            assertThat(probe(host, "one", "dev/figment/core/plugin/version.txt").call())
                    .isEqualTo("false");
            assertThat(probe(host, "one", "META-INF/extensions.idx").call()).isEqualTo("true");
        }
    }

    @Test
    void eachHasItsOwnVersionOfAClass() throws Exception {
        try (PluginHost host = hostWith("one", "two")) {
            assertThat(probe(host, "one", "version()").call()).isEqualTo("of one");
            assertThat(probe(host, "two", "version()").call()).isEqualTo("of two");
        }
    }

    @Test
    void aCopyOfTheApiInThePluginIsNotUsed() throws Exception {
        Path plugin = TinyPlugin.bringing("greedy", "thing").writeTo(temp.resolve("plugins"));
        Path copy = plugin.resolve("classes/dev/figment/api/plugin/FigmentPlugin.class");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, "no class");
        try (PluginHost host = PluginHost.load(List.of(temp.resolve("plugins")), temp.resolve("cache"))) {
            assertThat(host.plugins()).singleElement().isInstanceOf(PluginStatus.Loaded.class);
        }
    }
}
