package dev.figment.core.plugin.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.plugin.TinyPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins that were compiled against another API: the sources have classes of that API beside the plugin's own. Of these the
 * host's alone count when the plugin is loaded.
 */
class LinkCheckTest {
    private static final String USES = "package tiny; class Helper { static Object use(%s) { %s } }";

    @TempDir
    Path temp;

    private int made;

    private Path plugin(String... sources) throws IOException {
        TinyPlugin plugin = TinyPlugin.bringing("one", "thing");
        for (String source : sources) {
            plugin.source(source);
        }
        return plugin.writeTo(temp.resolve("made-" + made++));
    }

    private PluginLinks links(Path... host) {
        return new PluginLinks(PluginHost.sharedPackages(), "0.5.0", temp.resolve("cache"), List.of(host));
    }

    private void refuses(Path plugin, String... words) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> links().require(plugin, false, "one.zip"))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("one.zip: it needs ")
                        .contains(words)
                        .contains("get the one for 0.5.0"));
    }

    @Test
    void aPluginThatFitsIsFine() throws IOException {
        Path plugin = plugin(USES.formatted(
                "dev.figment.api.Tensor tensor, dev.figment.api.Sampler sampler",
                "java.util.function.Supplier<Object> get = tensor::floats; return get.get() + sampler.toString();"));
        assertThatCode(() -> links().require(plugin, false, "one.zip")).doesNotThrowAnyException();
    }

    @Test
    void namesAClassThatIsGone() throws IOException {
        refuses(
                plugin(
                        "package dev.figment.api; public class Gone {}",
                        USES.formatted("", "return new dev.figment.api.Gone();")),
                "the class dev.figment.api.Gone, which is not there (used by tiny.Helper.use)");
    }

    @Test
    void namesAMethodThatIsGone() throws IOException {
        refuses(
                plugin(
                        "package dev.figment.api; public interface Console { String ask(int[] ids, String name); }",
                        USES.formatted("dev.figment.api.Console console", "return console.ask(null, null);")),
                "the method dev.figment.api.Console.ask(int[], java.lang.String) that gives java.lang.String, which is"
                        + " not there (used by tiny.Helper.use)");
    }

    @Test
    void namesAMethodThatIsOnlyReferredTo() throws IOException {
        refuses(
                plugin(
                        "package dev.figment.api; public interface Console { String ask(); }",
                        USES.formatted(
                                "dev.figment.api.Console console",
                                "java.util.function.Supplier<String> get = console::ask; return get;")),
                "the method dev.figment.api.Console.ask() that gives java.lang.String, which is not there");
    }

    @Test
    void namesAFieldAndAConstructorThatAreGone() throws IOException {
        refuses(
                plugin(
                        "package dev.figment.api; public class Tensor { public int size; public Tensor(int a) {} }",
                        USES.formatted("", "return new dev.figment.api.Tensor(3).size;")),
                "the constructor dev.figment.api.Tensor(int), which is not there",
                "the field dev.figment.api.Tensor.size of type int, which is not there");
    }

    @Test
    void namesAMethodThatIsNoLongerStatic() throws IOException {
        refuses(
                plugin(
                        "package dev.figment.api; public class Tensor { public static int rank() { return 1; } }",
                        USES.formatted("", "return dev.figment.api.Tensor.rank();")),
                "the method dev.figment.api.Tensor.rank() that gives int, which is not static");
    }

    @Test
    void namesAMethodThatIsInheritedFromTheApi() throws IOException {
        refuses(
                plugin(
                        "package dev.figment.api; public interface Console { default int ask() { return 1; } }",
                        "package tiny; abstract class Mine implements dev.figment.api.Console {}",
                        USES.formatted("Mine mine", "return mine.ask();")),
                "the method tiny.Mine.ask() that gives int, which is not there");
    }

    @Test
    void namesAMethodThatIsNotImplemented() throws IOException {
        refuses(
                plugin(
                        "package dev.figment.api; public interface Sampler {}",
                        "package tiny; class Mine implements dev.figment.api.Sampler {}"),
                "to implement the method dev.figment.api.Sampler.sample(java.nio.FloatBuffer, java.nio.IntBuffer,",
                "(in tiny.Mine)");
    }

    @Test
    void namesTypesThatAreOfAnotherKind() throws IOException {
        refuses(
                plugin(
                        "package dev.figment.api; public class Tensor {}",
                        "package dev.figment.api; public class Sampler {}",
                        "package tiny; class Mine extends dev.figment.api.Tensor {}",
                        "package tiny; class Other extends dev.figment.api.Sampler {}"),
                "to extend the class dev.figment.api.Tensor, which is final (used by tiny.Mine)",
                "to extend the class dev.figment.api.Sampler, which is an interface (used by tiny.Other)");
    }

    @Test
    void listsTheFirstOfMany() throws IOException {
        StringBuilder body = new StringBuilder();
        StringBuilder methods = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            methods.append("public static void gone").append(i).append("() {} ");
            body.append("dev.figment.api.Tensor.gone").append(i).append("(); ");
        }
        refuses(
                plugin(
                        "package dev.figment.api; public class Tensor { " + methods + "}",
                        USES.formatted("", body + "return null;")),
                "and 7 more");
    }

    @Test
    void nothingOfThePluginRunsBefore() throws IOException {
        Path plugins = temp.resolve("plugins");
        TinyPlugin.of("one", "System.setProperty(\"tiny.ran\", \"yes\"); return List.of();")
                .source("package dev.figment.api; public class Gone {}")
                .source(USES.formatted("", "return new dev.figment.api.Gone();"))
                .writeTo(plugins);
        try (PluginHost host = PluginHost.load(List.of(plugins), temp.resolve("cache"))) {
            assertThat(host.plugins())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PluginStatus.Failed.class,
                            failed -> assertThat(failed.problem().code()).isEqualTo("unlinked-plugin"));
        }
        assertThat(System.getProperty("tiny.ran")).isNull();
    }

    @Test
    void librariesThatDoNotKnowFigmentMayLackWhatTheyNeverUse() throws IOException {
        Path library = TinyPlugin.ofSources(
                        "library",
                        "package org.slf4j; public class Gone {}",
                        "package lib; class Bridge { Object use() { return new org.slf4j.Gone(); } }")
                .writeTo(temp.resolve("library"));
        Path plugin = plugin();
        Files.createDirectories(plugin.resolve("lib"));
        TinyPlugin.zip(library.resolve("classes"), plugin.resolve("lib/library.jar"));
        assertThatCode(() -> links().require(plugin, false, "one.zip")).doesNotThrowAnyException();
    }

    @Test
    void looksIntoJars() throws IOException {
        Path plugin = plugin(
                "package dev.figment.api; public class Gone {}",
                USES.formatted("", "return new dev.figment.api.Gone();"));
        Files.createDirectories(plugin.resolve("lib"));
        TinyPlugin.zip(plugin.resolve("classes"), plugin.resolve("lib/own.jar"));
        Files.move(plugin.resolve("classes"), temp.resolve("away"));
        refuses(plugin, "the class dev.figment.api.Gone, which is not there");
    }

    @Test
    void aClassThatIsNoneIsLeftToTheJvm() throws IOException {
        Path plugin = plugin();
        Files.writeString(plugin.resolve("classes/tiny/Broken.class"), "no class");
        assertThatCode(() -> links().require(plugin, false, "one.zip")).doesNotThrowAnyException();
    }

    @Test
    void remembersWhatFitsUntilThePluginOrFigmentChanges() throws IOException {
        Path host = Files.writeString(temp.resolve("host.jar"), "a");
        Path plugin = plugin();
        Path marks = temp.resolve("cache/links");
        links(host).require(plugin, false, "one.zip");
        links(host).require(plugin, false, "one.zip");
        assertThat(marks.toFile().list()).hasSize(1);
        Files.writeString(host, "ab");
        links(host).require(plugin, false, "one.zip");
        assertThat(marks.toFile().list()).hasSize(2);
        Files.setLastModifiedTime(plugin.resolve("plugin.properties"), FileTime.fromMillis(1));
        links(host).require(plugin, false, "one.zip");
        assertThat(marks.toFile().list()).hasSize(3);
    }

    @Test
    void remembersAnUnpackedZipByItsName() throws IOException {
        Path host = Files.writeString(temp.resolve("host.jar"), "a");
        Path plugin = plugin();
        links(host).require(plugin, true, "one.zip");
        Files.setLastModifiedTime(plugin.resolve("plugin.properties"), FileTime.fromMillis(1));
        links(host).require(plugin, true, "one.zip");
        assertThat(temp.resolve("cache/links").toFile().list()).hasSize(1);
    }

    @Test
    void remembersNothingOfAPluginThatDoesNotFit() throws IOException {
        Path host = Files.writeString(temp.resolve("host.jar"), "a");
        Path plugin = plugin(
                "package dev.figment.api; public class Gone {}",
                USES.formatted("", "return new dev.figment.api.Gone();"));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> links(host).require(plugin, false, "one.zip"));
        assertThat(temp.resolve("cache")).doesNotExist();
    }
}
