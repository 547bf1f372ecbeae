package dev.figment.core.zoo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserConfigTest {
    @TempDir
    Path home;

    private UserConfig config(String text) throws IOException {
        Files.writeString(home.resolve("config.yaml"), text);
        return UserConfig.in(home);
    }

    private void refuses(String registry, String words) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> config("registries:\n  - { " + registry + " }\n"))
                .withMessageContaining("config.yaml")
                .withMessageContaining(words)
                .withMessageNotContaining("hf_secret");
    }

    @Test
    void readsRegistries() throws IOException {
        assertThat(UserConfig.in(home).registries()).isEmpty();
        assertThat(config("""
                        registries:
                          - name: lab
                            index: https://models.example.org/index.yaml
                            priority: 10
                            token: ${env:LAB_TOKEN}
                          - { name: world, index: "http://world.example.org/index.yaml" }
                        plugin-registries: [ { name: lab, address: "https://plugins.example.org/plugins.json" } ]
                        """).registries())
                .containsExactly(
                        new RegistryAddress("lab", "https://models.example.org/index.yaml", 10, "${env:LAB_TOKEN}"),
                        new RegistryAddress("world", "http://world.example.org/index.yaml", 0, null));
    }

    @Test
    void refusesWhatIsWrongAndShowsNoToken() {
        refuses("name: lab, index: 'ftp://example.org/i'", "index must be an address with https: or http:");
        refuses("name: lab, index: 'https://user:hf_secret@example.org/i'", "and without a user");
        refuses("name: 'a b', index: 'https://example.org/i'", "name must be of letters");
        refuses(
                "name: lab, index: 'https://example.org/i', token: hf_secret",
                "token must name an environment variable");
        refuses(
                "name: lab, index: 'http://example.org/i', token: '${env:LAB}'",
                "a registry with a token needs an address with https:");
        refuses("name: lab, index: 'https://example.org/i', tokens: hf_secret", "tokens");
        refuses(
                "name: lab, index: 'https://example.org/i' }\n  - { name: lab, index: 'https://example.org/j'",
                "two registries have the name 'lab'");
    }
}
