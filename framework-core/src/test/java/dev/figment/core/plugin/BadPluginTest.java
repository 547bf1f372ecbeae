package dev.figment.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.plugin.Contribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each bad plugin is reported with its cause and a fix, and the good one beside it works. */
class BadPluginTest {
    @TempDir
    Path temp;

    private Path plugins;

    @BeforeEach
    void addGoodPlugin() throws IOException {
        plugins = temp.resolve("plugins");
        TinyPlugin.bringing("good", "good-thing").writeTo(plugins);
    }

    private void assertFails(String id, String message, String fix) {
        try (PluginHost host = PluginHost.load(List.of(plugins), temp.resolve("cache"), "0.5.0")) {
            Catalog catalog = Catalog.of(host.plugins());
            assertThat(catalog.find(Contribution.COMPONENT, "good-thing")).isPresent();
            assertThat(host.plugins())
                    .filteredOn(PluginStatus.Failed.class::isInstance)
                    .singleElement()
                    .satisfies(status -> {
                        assertThat(status.id()).isEqualTo(id);
                        var problem = ((PluginStatus.Failed) status).problem();
                        assertThat(problem.message()).contains(message);
                        assertThat(problem.fix()).contains(fix);
                        assertThat(problem.where()).contains(id);
                    });
        }
    }

    @Test
    void throwsWhenListingItsContributions() throws Exception {
        TinyPlugin.of("bad", "throw new IllegalStateException(\"no luck\");").writeTo(plugins);
        assertFails("bad", "throws java.lang.IllegalStateException: no luck", "--verbose");
    }

    @Test
    void throwsAnError() throws Exception {
        TinyPlugin.of("bad", "throw new AssertionError(\"very wrong\");").writeTo(plugins);
        assertFails("bad", "very wrong", "remove it");
    }

    @Test
    void overflowsTheStack() throws Exception {
        TinyPlugin.of("bad", "return contributions();").writeTo(plugins);
        assertFails("bad", "StackOverflowError", "remove it");
    }

    @Test
    void throwsInItsConstructor() throws Exception {
        TinyPlugin.ofSources(
                        "bad",
                        "package tiny; public class Entry implements dev.figment.api.plugin.FigmentPlugin {"
                                + " public Entry() { throw new IllegalStateException(\"not today\"); }"
                                + " public java.util.List<dev.figment.api.plugin.Contribution> contributions() {"
                                + " return java.util.List.of(); } }")
                .writeTo(plugins);
        assertFails("bad", "not today", "remove it");
    }

    @Test
    void lacksAClass() throws Exception {
        Path folder = TinyPlugin.of("bad", "new Helper(); return List.of();")
                .source("package tiny; class Helper {}")
                .writeTo(plugins);
        Files.delete(folder.resolve("classes/tiny/Helper.class"));
        assertFails("bad", "needs the class tiny.Helper", "lib folder");
    }

    @Test
    void usesCore() throws Exception {
        TinyPlugin.of("bad", "dev.figment.core.plugin.FigmentVersion.current(); return List.of();")
                .writeTo(plugins);
        assertFails("bad", "needs the class dev.figment.core.plugin.FigmentVersion", "figment plugins doctor");
    }

    @Test
    void namesAMissingClassInItsIndex() throws Exception {
        TinyPlugin.of("bad", "return List.of();").index("tiny.Nowhere").writeTo(plugins);
        assertFails("bad", "needs the class tiny.Nowhere", "lib folder");
    }

    @Test
    void hasNoExtensionIndex() throws Exception {
        TinyPlugin.of("bad", "return List.of();").index().writeTo(plugins);
        assertFails("bad", "no extension index", "");
    }

    @Test
    void hasTwoExtensions() throws Exception {
        TinyPlugin.of("bad", "return List.of();")
                .index("tiny.Entry", "tiny.Other")
                .writeTo(plugins);
        assertFails("bad", "names 2 classes (tiny.Entry, tiny.Other)", "");
    }

    @Test
    void hasAnExtensionOfAnotherType() throws Exception {
        TinyPlugin.ofSources("bad", "package tiny; public class Entry {}").writeTo(plugins);
        assertFails("bad", "does not implement dev.figment.api.plugin.FigmentPlugin", "");
    }

    @Test
    void hasNoPublicConstructor() throws Exception {
        TinyPlugin.ofSources(
                        "bad",
                        "package tiny; public class Entry implements dev.figment.api.plugin.FigmentPlugin { Entry() {}"
                                + " public java.util.List<dev.figment.api.plugin.Contribution> contributions() {"
                                + " return java.util.List.of(); } }")
                .writeTo(plugins);
        assertFails("bad", "public constructor without parameters", "");
    }

    @Test
    void requiresANewerFigment() throws Exception {
        TinyPlugin.bringing("bad", "thing").property("plugin.requires", ">=0.6").writeTo(plugins);
        assertFails("bad", "requires Figment >=0.6, and this is 0.5.0", "");
    }

    @Test
    void hasAnUnreadableRequirement() throws Exception {
        TinyPlugin.bringing("bad", "thing")
                .property("plugin.requires", "at least 2")
                .writeTo(plugins);
        assertFails("bad", "at least 2", "");
    }

    @Test
    void aRequirementThatFitsIsFine() throws Exception {
        TinyPlugin.bringing("fine", "thing")
                .property("plugin.requires", ">=0.5 & <0.6")
                .writeTo(plugins);
        try (PluginHost host = PluginHost.load(List.of(plugins), temp.resolve("cache"), "0.5.0")) {
            assertThat(host.plugins()).allMatch(PluginStatus.Loaded.class::isInstance);
        }
    }

    @Test
    void dependsOnAPluginThatIsNotThere() throws Exception {
        TinyPlugin.bringing("bad", "thing")
                .property("plugin.dependencies", "god@>=1.0.0")
                .writeTo(plugins);
        assertFails("bad", "it needs the plugin 'god' >=1.0.0, and there is none", "did you mean 'good'?");
    }

    @Test
    void dependsOnAPluginInAnotherVersion() throws Exception {
        TinyPlugin.bringing("bad", "thing")
                .property("plugin.dependencies", "good@>=2.0.0")
                .writeTo(plugins);
        assertFails("bad", "and there is version 1.2.3", "the nearest that fits is 2.0.0");
    }

    @Test
    void hasTheIdOfAnother() throws Exception {
        Path folder = TinyPlugin.bringing("twin", "thing")
                .property("plugin.id", "good")
                .writeTo(plugins);
        assertFails(folder.getFileName().toString(), "a plugin 'good' already", "");
    }

    @Test
    void hasNoVersion() throws Exception {
        Path folder = TinyPlugin.bringing("bad", "thing").writeTo(plugins);
        Files.writeString(folder.resolve("plugin.properties"), "plugin.id=bad\n");
        assertFails("bad", "version", "");
    }

    @Test
    void hasNoDescriptor() throws Exception {
        Files.delete(TinyPlugin.bringing("bad", "thing").writeTo(plugins).resolve("plugin.properties"));
        assertFails("bad", "has no plugin.properties", "plugin.id");
    }

    @Test
    void hasItsDescriptorOneFolderTooDeep() throws Exception {
        TinyPlugin.bringing("inner", "thing").writeTo(plugins.resolve("bad"));
        assertFails("bad", "has no plugin.properties", "in its folder 'inner'");
    }

    @Test
    void isAJar() throws Exception {
        Files.writeString(plugins.resolve("bad.jar"), "PK");
        assertFails("bad", "this is a jar", "in lib/");
    }

    @Test
    void listsNull() throws Exception {
        TinyPlugin.of("bad", "return null;").writeTo(plugins);
        assertFails("bad", "gives null", "");
    }

    @Test
    void bringsOneNameTwice() throws Exception {
        String thing = "Contribution.component(\"a\", \"A thing\", Thing.class, Config.class)";
        TinyPlugin.of("bad", "return List.of(" + thing + ", " + thing + ");").writeTo(plugins);
        assertFails("bad", "brings the component 'a' twice", "");
    }

    @Test
    void bringsAStepThatIsNone() throws Exception {
        TinyPlugin.of("bad", "return List.of(new Contribution(\"step\", \"a\", \"\", Thing.class, Config.class));")
                .writeTo(plugins);
        assertFails("bad", "which is no Step", "");
    }

    @Test
    void bringsAnUnknownKind() throws Exception {
        TinyPlugin.of("bad", "return List.of(new Contribution(\"spell\", \"a\", \"\", Thing.class, Config.class));")
                .writeTo(plugins);
        assertFails("bad", "of the kind 'spell'", "");
    }

    @Test
    void throwsWhenStarted() throws Exception {
        TinyPlugin.bringing("bad", "thing")
                .source("package tiny; public class Life extends org.pf4j.Plugin {"
                        + " @Override public void start() { throw new IllegalStateException(\"no start\"); } }")
                .property("plugin.class", "tiny.Life")
                .writeTo(plugins);
        assertFails("bad", "no start", "");
    }
}
