package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.plugin.scaffold.Scaffold;
import dev.figment.core.plugin.scaffold.Spi;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Each project that {@code figment plugins new} writes compiles without a warning, keeps its contract, and loads. */
class NewPluginTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource
    void compilesKeepsItsContractAndLoads(Spi spi) throws Exception {
        // A name that the templates use as well.
        String name = spi == Spi.ENCODER ? "encoder" : "new-part";
        String type = spi == Spi.ENCODER ? "org.example.encoder.EncoderComponent" : "org.example.newpart.NewPart";
        Path project = temp.resolve("project");
        Scaffold.of(name, spi, Optional.empty()).write(project);
        Path plugin = Files.createDirectories(temp.resolve("plugins/" + name));
        Path classes = plugin.resolve("classes");
        Path tests = temp.resolve("tests");
        String classPath = System.getProperty("java.class.path");
        compile(project.resolve("src/main/java"), classes, classPath);
        compile(project.resolve("src/test/java"), tests, classPath + java.io.File.pathSeparator + classes);

        TestExecutionSummary summary = run(type + "Test", classes, tests);
        assertThat(summary.getTotalFailureCount())
                .as(summary.getFailures().stream()
                        .map(failure -> failure.getException().toString())
                        .toList()
                        .toString())
                .isZero();
        assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(6);

        Files.createDirectories(classes.resolve("META-INF"));
        Files.copy(
                project.resolve("src/main/resources/META-INF/extensions.idx"),
                classes.resolve("META-INF/extensions.idx"));
        Files.writeString(
                plugin.resolve("plugin.properties"),
                Files.readString(project.resolve("plugin.properties")).replace("${project.version}", "1.0.0"));
        try (PluginHost host = PluginHost.load(List.of(temp.resolve("plugins")), temp.resolve("cache"))) {
            assertThat(host.plugins()).singleElement().isInstanceOfSatisfying(PluginStatus.Loaded.class, loaded -> {
                assertThat(loaded.id()).isEqualTo(name);
                assertThat(loaded.contributions())
                        .anyMatch(brought -> brought.name().equals(name));
            });
        }
    }

    private static void compile(Path sources, Path target, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Files.createDirectories(target);
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> paths = Files.walk(sources)) {
            List<Path> units = paths.filter(Files::isRegularFile).toList();
            List<String> options = List.of(
                    "-Xlint:all,-processing,-path,-options",
                    "-Werror",
                    "-proc:none",
                    "--release",
                    "17",
                    "-parameters",
                    "-cp",
                    classPath,
                    "-d",
                    target.toString());
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(units))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private static TestExecutionSummary run(String test, Path... folders) throws Exception {
        URL[] urls = {folders[0].toUri().toURL(), folders[1].toUri().toURL()};
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls, NewPluginTest.class.getClassLoader())) {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(loader.loadClass(test)))
                                    .build(),
                            listener);
            return listener.getSummary();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
