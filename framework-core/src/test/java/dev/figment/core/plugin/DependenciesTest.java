package dev.figment.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependenciesTest {
    @TempDir
    Path temp;

    private Path plugins;

    @BeforeEach
    void addGoodPlugin() throws Exception {
        plugins = temp.resolve("plugins");
        TinyPlugin.bringing("good", "good-thing").writeTo(plugins);
    }

    @Test
    void whatDependsOnABadPluginIsLeftOutToo() throws Exception {
        TinyPlugin.bringing("a-first", "thing")
                .property("plugin.dependencies", "b-second")
                .writeTo(plugins);
        TinyPlugin.bringing("b-second", "other")
                .property("plugin.dependencies", "nowhere")
                .writeTo(plugins);
        try (PluginHost host = PluginHost.load(List.of(plugins), temp.resolve("cache"), "0.5.0")) {
            assertThat(host.plugins())
                    .filteredOn(PluginStatus.Failed.class::isInstance)
                    .extracting(PluginStatus::id)
                    .containsExactly("a-first", "b-second");
        }
    }

    @Test
    void dependenciesThatAreMetOrOptionalAreFine() throws Exception {
        TinyPlugin.bringing("fine", "thing")
                .property("plugin.dependencies", "good@>=1.0.0 & <2.0.0, nowhere?")
                .writeTo(plugins);
        try (PluginHost host = PluginHost.load(List.of(plugins), temp.resolve("cache"), "0.5.0")) {
            assertThat(host.plugins()).allMatch(PluginStatus.Loaded.class::isInstance);
        }
    }

    @Test
    void findsTheNearestVersionOfARange() {
        assertThat(PluginVersions.nearest("0.1.0", ">=0.2.0 & <0.3.0")).contains("0.2.0");
        assertThat(PluginVersions.nearest("0.9.0", ">=0.2.0 & <0.3.0")).contains("0.2.1");
        assertThat(PluginVersions.nearest("1.0.0", ">1.0.0")).contains("1.0.1");
        assertThat(PluginVersions.nearest("1.0.0", "<0.1.0")).isEmpty();
        assertThat(PluginVersions.nearest("1.0.0", ">=2")).contains("2.0.0");
    }

    @Test
    void knowsWhatAVersionAndARangeAre() {
        assertThat(List.of("1.0.0", "1.0.0-rc.1", "1.0.0+build")).allMatch(PluginVersions::isVersion);
        assertThat(List.of("1.0", "1", "v1.0.0", "")).noneMatch(PluginVersions::isVersion);
        assertThat(List.of("*", ">=0.1.0 & <0.2.0", "1.2.3", "~1.2")).allMatch(PluginVersions::isRange);
        assertThat(PluginVersions.isRange("at least 2")).isFalse();
    }
}
