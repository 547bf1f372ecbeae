package dev.figment.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private record Config() {}

    private static PluginStatus.Loaded plugin(String id, String... components) {
        List<Contribution> contributions = Stream.of(components)
                .map(name -> Contribution.component(name, "A thing", Object.class, Config.class))
                .toList();
        return new PluginStatus.Loaded(id, "1.0.0", "", Optional.of(Path.of(id)), contributions, Optional.empty());
    }

    @Test
    void knowsWhoBringsWhat() {
        Catalog catalog = Catalog.of(List.of(plugin("a", "vae", "autoencoder"), plugin("b", "gan")));
        assertThat(catalog.require(Contribution.COMPONENT, "gan", "").pluginId())
                .isEqualTo("b");
        assertThat(catalog.entries(Contribution.COMPONENT))
                .extracting(entry -> entry.contribution().name())
                .containsExactly("autoencoder", "gan", "vae");
        assertThat(catalog.find(Contribution.STEP, "gan")).isEmpty();
    }

    @Test
    void suggestsTheNearestName() {
        Catalog catalog = Catalog.of(List.of(plugin("a", "vae", "gan")));
        assertThatThrownBy(() -> catalog.require(Contribution.COMPONENT, "vea", "a.yaml:3:5"))
                .isInstanceOf(FigmentException.class)
                .hasMessage("a.yaml:3:5: unknown component 'vea'; there is: gan, vae; did you mean 'vae'?"
                        + " see 'figment plugins list' for what is installed");
    }

    @Test
    void saysWhenNoPluginBringsAnyOfTheKind() {
        assertThatThrownBy(() -> Catalog.of(List.of()).require(Contribution.RECIPE, "vae", "a.yaml:3:5"))
                .hasMessageContaining("no plugin that is installed brings any recipe")
                .hasMessageContaining("figment plugins list");
    }

    @Test
    void saysThatAFailedPluginMayBeWhatIsMissing() {
        Catalog catalog = Catalog.of(List.of(
                plugin("a", "vae"),
                new PluginStatus.Failed(
                        "b", Optional.of(Path.of("b")), Problem.of("bad-plugin", "b", "it throws an error"))));
        assertThatThrownBy(() -> catalog.require(Contribution.COMPONENT, "gan", ""))
                .hasMessageContaining("'b'")
                .hasMessageContaining("it throws an error");
    }

    @Test
    void oneNameOfTwoPluginsIsAnErrorThatNamesBoth() {
        Catalog catalog = Catalog.of(List.of(plugin("a", "vae", "gan"), plugin("b", "vae")));
        assertThatThrownBy(() -> catalog.require(Contribution.COMPONENT, "vae", "a.yaml:3:5"))
                .hasMessageContaining("brought by the plugin 'a' 1.0.0 and by the plugin 'b' 1.0.0")
                .hasMessageContaining("remove one of them");
        assertThat(catalog.collisions()).hasSize(1);
        assertThat(catalog.find(Contribution.COMPONENT, "gan")).isPresent();
    }

    @Test
    void aPluginCannotReplaceWhatIsBuiltIn() {
        PluginStatus builtIn = PluginStatus.Loaded.builtIn(
                () -> List.of(Contribution.component("vae", "A thing", Object.class, Config.class)));
        assertThatThrownBy(() ->
                        Catalog.of(List.of(builtIn, plugin("b", "vae"))).require(Contribution.COMPONENT, "vae", ""))
                .hasMessageContaining("by Figment itself and by the plugin 'b'");
    }
}
