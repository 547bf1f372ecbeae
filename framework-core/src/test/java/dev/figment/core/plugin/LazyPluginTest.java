package dev.figment.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.plugin.Contribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that worked once are loaded when something of theirs is asked for, and only then. */
class LazyPluginTest {
    private static final String STARTED = "lazy.started";

    @TempDir
    Path temp;

    private Path plugins;

    @BeforeEach
    void begin() {
        plugins = temp.resolve("plugins");
        System.setProperty(STARTED, "");
    }

    @AfterEach
    void end() {
        System.clearProperty(STARTED);
    }

    /** A plugin that says when it is started. */
    private TinyPlugin telling(String id, String thing) {
        return TinyPlugin.bringing(id, thing)
                .source("package tiny; public class Life extends org.pf4j.Plugin { @Override public void start() {"
                        + " System.setProperty(\"" + STARTED + "\", System.getProperty(\"" + STARTED + "\") + \"" + id
                        + " \"); } }")
                .property("plugin.class", "tiny.Life");
    }

    private PluginHost open() {
        System.setProperty(STARTED, "");
        return PluginHost.open(List.of(plugins), temp.resolve("cache"), PluginHost.PATIENCE);
    }

    private void openOnce() {
        open().close();
    }

    private static String started() {
        return System.getProperty(STARTED).strip();
    }

    private static void require(PluginHost host, String thing) {
        Catalog.of(host.plugins()).require(Contribution.COMPONENT, thing, "a.yaml:1:1");
    }

    @Test
    void loadsOnlyWhatIsAskedFor() throws IOException {
        telling("one", "a").writeTo(plugins);
        telling("two", "b").zipTo(plugins, temp.resolve("work"));
        try (PluginHost host = open()) {
            assertThat(started()).isEqualTo("one two");
            assertThat(host.plugins()).allMatch(PluginStatus.Loaded.class::isInstance);
        }
        try (PluginHost host = open()) {
            assertThat(host.plugins()).allMatch(PluginStatus.Known.class::isInstance);
            assertThat(host.has("two", ">=1.0")).isTrue();
            Catalog catalog = Catalog.of(host.plugins());
            assertThat(catalog.names(Contribution.COMPONENT)).containsExactly("a", "b");
            assertThat(started()).isEmpty();
            assertThat(catalog.require(Contribution.COMPONENT, "b", "").pluginId())
                    .isEqualTo("two");
            assertThat(catalog.require(Contribution.COMPONENT, "b", "").pluginId())
                    .isEqualTo("two");
            assertThat(started()).isEqualTo("two");
            assertThat(host.plugins()).hasExactlyElementsOfTypes(PluginStatus.Known.class, PluginStatus.Loaded.class);
        }
    }

    @Test
    void suggestsFromAllWithoutLoadingAny() throws IOException {
        telling("one", "alpha").writeTo(plugins);
        telling("two", "beta").writeTo(plugins);
        openOnce();
        try (PluginHost host = open()) {
            assertThatThrownBy(() -> require(host, "beto"))
                    .hasMessageContaining("there is: alpha, beta; did you mean 'beta'?");
            assertThat(started()).isEmpty();
        }
    }

    @Test
    void noticesAChangedZipOfTheSameSizeAndTime() throws IOException {
        Path zip = telling("one", "a").zipTo(plugins, temp.resolve("work"));
        FileTime time = Files.getLastModifiedTime(zip);
        openOnce();
        telling("one", "b").zipTo(plugins, temp.resolve("work"));
        Files.setLastModifiedTime(zip, time);
        try (PluginHost host = open()) {
            require(host, "b");
            assertThat(started()).isEqualTo("one");
        }
    }

    @Test
    void noticesAChangedFileInAFolder() throws IOException {
        Path folder = telling("one", "a").writeTo(plugins);
        openOnce();
        Path properties = folder.resolve("plugin.properties");
        Files.writeString(properties, Files.readString(properties).replace("1.2.3", "1.2.4"));
        try (PluginHost host = open()) {
            assertThat(host.has("one", "1.2.4")).isTrue();
        }
    }

    @Test
    void noticesWhatIsAddedAndRemoved() throws IOException {
        Path one = telling("one", "a").zipTo(plugins, temp.resolve("work"));
        openOnce();
        telling("two", "b").zipTo(plugins, temp.resolve("work"));
        Files.delete(one);
        try (PluginHost host = open()) {
            assertThat(host.plugins()).extracting(PluginStatus::id).containsExactly("two");
            assertThatThrownBy(() -> require(host, "a")).hasMessageContaining("unknown component 'a'");
        }
    }

    @Test
    void aPluginThatNoLongerWorksIsReportedWhereItIsAskedFor() throws IOException {
        Path flag = temp.resolve("works");
        Files.createFile(flag);
        TinyPlugin.bringing("moody", "mood")
                .source("package tiny; public class Life extends org.pf4j.Plugin { @Override public void start() {"
                        + " if (!new java.io.File(\"" + flag + "\").exists()) throw new Error(\"not today\"); } }")
                .property("plugin.class", "tiny.Life")
                .writeTo(plugins);
        telling("one", "a").writeTo(plugins);
        openOnce();
        Files.delete(flag);
        try (PluginHost host = open()) {
            assertThatThrownBy(() -> require(host, "mood"))
                    .hasMessageContaining("'mood' is brought by the plugin 'moody', which does not load")
                    .hasMessageContaining("not today");
            require(host, "a");
            assertThat(Catalog.of(host.plugins()).entries(Contribution.COMPONENT))
                    .extracting(Catalog.Entry::pluginId)
                    .containsExactly("one");
        }
        try (PluginHost host = open()) {
            assertThat(host.plugins()).anyMatch(PluginStatus.Failed.class::isInstance);
        }
    }

    @Test
    void loadsWhatAPluginNeedsWithIt() throws IOException {
        telling("one", "a").property("plugin.dependencies", "two@>=1.0.0").writeTo(plugins);
        telling("two", "b").property("plugin.dependencies", "one@>=1.0.0").writeTo(plugins);
        openOnce();
        try (PluginHost host = open()) {
            require(host, "a");
            assertThat(started()).isEqualTo("one two");
        }
    }

    @Test
    void missesWhatAPluginNeeds() throws IOException {
        telling("one", "a").property("plugin.dependencies", "two@>=1.0.0").writeTo(plugins);
        Path two = telling("two", "b").zipTo(plugins, temp.resolve("work"));
        openOnce();
        Files.delete(two);
        try (PluginHost host = open()) {
            assertThat(host.plugins())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PluginStatus.Failed.class,
                            failed -> assertThat(failed.problem().message()).contains("it needs the plugin 'two'"));
        }
    }

    @Test
    void refusesASecondPluginOfOneIdWhetherItIsKnownOrNew() throws IOException {
        telling("one", "a").writeTo(plugins);
        openOnce();
        telling("twin", "b").property("plugin.id", "one").writeTo(plugins);
        for (int i = 0; i < 2; i++) {
            try (PluginHost host = open()) {
                assertThat(host.plugins())
                        .hasExactlyElementsOfTypes(PluginStatus.Known.class, PluginStatus.Failed.class);
                require(host, "a");
            }
        }
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws IOException {
        telling("one", "a").writeTo(plugins);
        openOnce();
        Path index = temp.resolve("cache/plugin-index");
        byte[] good = Files.readAllBytes(index);
        for (int length = 0; length < good.length; length += 7) {
            Files.write(index, java.util.Arrays.copyOf(good, length));
            try (PluginHost host = open()) {
                require(host, "a");
            }
            assertThat(index).hasBinaryContent(good);
        }
    }

    @Test
    void reportsCollisionsWithoutLoading() throws IOException {
        telling("one", "a").writeTo(plugins);
        telling("two", "a").writeTo(plugins);
        openOnce();
        try (PluginHost host = open()) {
            assertThatThrownBy(() -> require(host, "a"))
                    .hasMessageContaining("is brought by the plugin 'one' 1.2.3 and by the plugin 'two' 1.2.3");
            assertThat(started()).isEmpty();
        }
    }
}
