package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code plugins install}, {@code update}, {@code remove} and {@code verify}, as they are typed. */
class PluginsChangeTest {
    @TempDir
    Path folder;

    private Installation figment;
    private Path source;

    @BeforeEach
    void makePlugin() throws IOException {
        figment = new Installation(folder);
        Installation elsewhere = new Installation(folder.resolve("elsewhere")).withExamplePlugin("example");
        source = elsewhere.plugins().resolve("example");
    }

    private String succeeds(String... arguments) {
        Installation.Result result = figment.run(arguments);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }

    private String fails(String... arguments) {
        Installation.Result result = figment.run(arguments);
        assertThat(result.exit()).as(result.toString()).isEqualTo(2);
        return result.err();
    }

    private void setVersion(String version) throws IOException {
        Path properties = source.resolve("plugin.properties");
        Files.writeString(
                properties, Files.readString(properties).replaceAll("plugin.version=.*", "plugin.version=" + version));
    }

    @Test
    void installsUpdatesVerifiesAndRemoves() throws IOException {
        assertThat(succeeds("plugins", "install", source.toString(), "--trust"))
                .matches("example 1\\.2\\.3 {2}installed {2}\\S+example\\.zip {2}sha256 [0-9a-f]{64}\n");
        assertThat(succeeds("plugins", "list")).contains("example 1.2.3  loaded");
        setVersion("1.3.0");
        assertThat(succeeds("plugins", "update", "--trust")).contains("example 1.3.0  updated from 1.2.3");
        assertThat(succeeds("plugins", "update", "example")).contains("example 1.3.0  is there already");
        assertThat(succeeds("plugins", "verify"))
                .contains("example 1.3.0  ok", "as installed on ", "not signed by a known key");
        assertThat(succeeds("plugins", "remove", "example")).contains("example 1.3.0  removed");
        assertThat(succeeds("plugins", "list")).doesNotContain("example");
    }

    @Test
    void speaksJson() throws IOException {
        JsonNode change = new JsonMapper()
                .readTree(succeeds("plugins", "install", source.toString(), "--trust", "--json"))
                .get("changes")
                .get(0);
        assertThat(change.get("change").asString()).isEqualTo("installed");
        JsonNode verified = new JsonMapper()
                .readTree(succeeds("plugins", "verify", "example", "--json"))
                .get("plugins")
                .get(0);
        assertThat(verified.get("sha256")).isEqualTo(change.get("sha256"));
        assertThat(verified.get("installed").get("source").asString()).isEqualTo(source.toString());
        assertThat(verified.get("problems").isEmpty()).isTrue();
    }

    @Test
    void refusesWithTheUsersExitCode() {
        assertThat(fails("plugins", "install", source.toString())).contains("it is not signed", "--trust");
        assertThat(fails("plugins", "install", source + "s", "--trust")).contains("there is no such file or folder");
        assertThat(fails("plugins", "install", source.toString(), "--trust", "--sha256", "12"))
                .contains("--sha256 takes 64 hexadecimal digits, not '12'");
        assertThat(fails("plugins", "install", source.toString(), "--key", "nowhere.pem"))
                .contains("nowhere.pem: this is no public key of Ed25519");
        assertThat(fails("plugins", "remove", "example")).contains("there is no plugin of this id");
        assertThat(fails("plugins", "update", "example")).contains("there is no plugin of this id");
        assertThat(fails("plugins", "update", "--from", source.toString())).contains("--from is for one plugin");
        assertThat(fails("plugins", "verify", "example")).contains("there is no plugin of this id");
        assertThat(fails("plugins", "install")).contains("SOURCE");
    }

    @Test
    void updatesTheOthersWhereOneCannotBe() throws IOException {
        succeeds("plugins", "install", source.toString(), "--trust");
        setVersion("2.0.0");
        Installation.Result result = figment.run("plugins", "update", "exampel", "example", "--trust");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("example 2.0.0  updated from 1.2.3");
        assertThat(result.err()).contains("error: exampel: ", "did you mean 'example'?");
    }

    @Test
    void verifySaysWhatIsWrong() throws IOException {
        succeeds("plugins", "install", source.toString(), "--trust");
        Path zip = folder.resolve("home/plugins/example.zip");
        byte[] bytes = Files.readAllBytes(zip);
        bytes[60] ^= 1;
        Files.write(zip, bytes);
        Installation.Result result = figment.run("plugins", "verify");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("wrong", "it was changed after it was installed");
    }

    @Test
    void findsAndInstallsByNameFromARegistry() throws IOException {
        String sha256 = new JsonMapper()
                .readTree(succeeds("plugins", "install", source.toString(), "--trust", "--json"))
                .get("changes")
                .get(0)
                .get("sha256")
                .asString();
        succeeds("plugins", "remove", "example");
        assertThat(fails("plugins", "search")).contains("config.yaml: no registry of plugins is named");
        figment.write("home/config.yaml", "plugin-registries: [ { name: mine, address: plugins.json } ]");
        figment.write("home/plugins.json", """
                { "format": 1, "plugins": [ { "name": "example", "description": "An example", "versions": [
                  { "version": "1.2.3", "address": "%s", "sha256": "%s" },
                  { "version": "2.0.0", "address": "x.zip", "sha256": "%s", "requires": ">=99" } ] } ] }
                """.formatted(source, sha256, sha256));
        assertThat(succeeds("plugins", "search", "examp")).isEqualTo("example  1.2.3  mine  An example\n");
        assertThat(succeeds("plugins", "search", "nothing")).isEmpty();
        JsonNode found = new JsonMapper()
                .readTree(succeeds("plugins", "search", "--json"))
                .get("plugins")
                .get(0);
        assertThat(found.get("version").asString()).isEqualTo("1.2.3");
        assertThat(found.get("versions").get(0).asString()).isEqualTo("2.0.0");
        assertThat(fails("plugins", "install", "example@2.0.0", "--trust"))
                .contains("it requires Figment >=99", "the nearest version that fits here is 1.2.3");
        assertThat(succeeds("plugins", "install", "example@<2.0.0")).contains("example 1.2.3  installed");
        assertThat(succeeds("plugins", "update", "example")).contains("example 1.2.3  is there already");
    }
}
