package dev.figment.core.plugin.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpServer;
import dev.figment.api.error.FigmentException;
import dev.figment.core.plugin.install.PluginChange.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plugins by name from the registries that the user's config file names. */
class PluginRegistryTest {
    @TempDir
    Path temp;

    private Shop shop;
    private Path registry;
    private final List<String> versions = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        shop = new Shop(temp);
        registry = Files.createDirectories(temp.resolve("registry"));
        config("plugin-registries: [ { name: mine, address: %s } ]".formatted(registry.resolve("plugins.json")));
    }

    private void config(String text) throws IOException {
        Files.createDirectories(home());
        Files.writeString(home().resolve("config.yaml"), text);
    }

    private Path home() {
        return shop.plugins().getParent();
    }

    /** Adds a version of the plugin 'one' to the registry. */
    private void publish(String version, String requires, String... dependencies) throws IOException {
        Path zip = Files.copy(shop.zip("one", version), registry.resolve("one-" + version + ".zip"));
        versions.add("""
                { "version": "%s", "address": "%s", "sha256": "%s", "requires": "%s", "dependencies": [%s] }""".formatted(
                version,
                zip.getFileName(),
                Digest.ofFile(zip),
                requires,
                String.join(
                        ", ",
                        List.of(dependencies).stream().map(d -> "\"" + d + "\"").toList())));
        index("""
                { "format": 1, "later": true, "plugins": [
                  { "name": "one", "description": "Does one Thing", "versions": [ %s ] } ] }
                """.formatted(String.join(",\n", versions)));
    }

    private void index(String json) throws IOException {
        Files.writeString(registry.resolve("plugins.json"), json);
    }

    private PluginChange install(String source) {
        return shop.installer.install(source, InstallOptions.TRUST);
    }

    private static void refuses(ThrowingCallable change, String... words) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(change)
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void installsTheNewestThatFits() throws IOException {
        publish("1.0.0", "*");
        publish("1.10.0", "*");
        publish("1.9.0", "*");
        publish("2.0.0", ">=99");
        PluginChange change = install("one");
        assertThat(change.kind()).isEqualTo(Kind.INSTALLED);
        assertThat(change.version()).isEqualTo("1.10.0");
        assertThat(shop.works()).containsEntry("one", "1.10.0");
    }

    @Test
    void updatesToTheNewestInTheRangeThatWasAskedFor() throws IOException {
        publish("1.0.0", "*");
        assertThat(install("one@>=1.0 & <2.0").version()).isEqualTo("1.0.0");
        publish("1.1.0", "*");
        publish("2.0.0", "*");
        PluginChange change = shop.installer.update("one", Optional.empty(), InstallOptions.TRUST);
        assertThat(change.kind()).isEqualTo(Kind.UPDATED);
        assertThat(change.version()).isEqualTo("1.1.0");
        assertThat(shop.installer
                        .update("one", Optional.empty(), InstallOptions.NONE)
                        .kind())
                .isEqualTo(Kind.UNCHANGED);
        assertThat(shop.installer
                        .update("one", Optional.of("one@2.0.0"), InstallOptions.TRUST)
                        .version())
                .isEqualTo("2.0.0");
    }

    @Test
    void saysWhyNoVersionFitsAndWhichIsNearest() throws IOException {
        publish("1.0.0", "*");
        publish("1.5.0", ">=0.1.0 & <1.0.0");
        publish("2.0.0", ">=99.0.0", "other@>=1.0.0");
        publish("3.0.0", "*", "other@>=2.0.0");
        refuses(
                () -> install("one@2.0.0"),
                "one 2.0.0: it requires Figment >=99.0.0",
                "the nearest version that fits here is 1.5.0: figment plugins install one@1.5.0");
        refuses(
                () -> install("one@>=3.0.0"),
                "one 3.0.0: it needs the plugin 'other' >=2.0.0, and there is none of that id",
                "the nearest version that fits here is 1.5.0");
        refuses(
                () -> install("one@>=4.0.0"),
                "no version of it is in the range >=4.0.0; there is: 3.0.0, 2.0.0, 1.5.0, 1.0.0",
                "the nearest version that fits here is 1.5.0");
        refuses(() -> install("one@about 4"), "'about 4' is no range of versions");
        shop.install("other", "1.0.0");
        refuses(() -> install("one@>=3.0.0"), "it needs the plugin 'other' >=2.0.0, and there is version 1.0.0");
    }

    @Test
    void suggestsNames() throws IOException {
        publish("1.0.0", "*");
        refuses(() -> install("onn"), "no registry has a plugin of this name; there is: one; did you mean 'one'?");
    }

    @Test
    void refusesAZipOfAnotherDigestOrAnotherPlugin() throws IOException {
        publish("1.0.0", "*");
        String index = Files.readString(registry.resolve("plugins.json"));
        Files.copy(shop.zip("one", "6.6.6"), registry.resolve("other.zip"));
        index(index.replace("one-1.0.0.zip", "other.zip"));
        refuses(() -> install("one"), "its SHA-256 is ", ", and the registry says ");
        assertThat(shop.works()).isEmpty();
    }

    @Test
    void anUnsignedPluginNeedsTrust() throws IOException {
        publish("1.0.0", "*");
        refuses(() -> shop.installer.install("one", InstallOptions.NONE), "it is not signed", "--trust");
    }

    @Test
    void theKeyOfARegistryMustHaveSigned() throws Exception {
        SignedPlugins signed = new SignedPlugins(temp);
        Path key = signed.pem();
        config("plugin-registries: [ { name: mine, address: %s, key: %s } ]"
                .formatted(registry.resolve("plugins.json"), home().relativize(key)));
        publish("1.0.0", "*");
        refuses(() -> install("one"), "it is not signed with the key ");
        Path zip = signed.zip(Shop.plugin("one", "1.1.0"), registry.resolve("one-signed.zip"));
        index("""
                { "format": 1, "plugins": [ { "name": "one", "versions": [
                  { "version": "1.1.0", "address": "one-signed.zip", "sha256": "%s" } ] } ] }
                """.formatted(Digest.ofFile(zip)));
        PluginChange change = shop.installer.install("one", InstallOptions.NONE);
        assertThat(change.signer()).contains(SigningKey.read(key).fingerprint());
    }

    @Test
    void theFirstRegistryThatHasANameIsAsked() throws IOException {
        publish("1.0.0", "*");
        Path first = Files.createDirectories(temp.resolve("first"));
        Path zip = Files.copy(shop.zip("one", "0.5.0"), first.resolve("one.zip"));
        Files.writeString(first.resolve("plugins.json"), """
                { "format": 1, "plugins": [ { "name": "one", "versions": [
                  { "version": "0.5.0", "address": "one.zip", "sha256": "%s" } ] } ] }
                """.formatted(Digest.ofFile(zip)));
        config("""
                registries: [ { name: not-of-plugins } ]
                plugin-registries:
                  - { name: first, address: ../first/plugins.json }
                  - { name: second, address: "%s" }
                """.formatted(registry.resolve("plugins.json").toUri()));
        assertThat(install("one").version()).isEqualTo("0.5.0");
        assertThat(new PluginRegistries(home()).search(List.of()))
                .singleElement()
                .satisfies(listed -> assertThat(listed.registry()).isEqualTo("first"));
    }

    @Test
    void searches() throws IOException {
        publish("1.0.0", "*");
        publish("2.0.0", ">=99");
        PluginRegistries registries = new PluginRegistries(home());
        assertThat(registries.search(List.of("THING", "on"))).singleElement().satisfies(listed -> {
            assertThat(listed.name()).isEqualTo("one");
            assertThat(listed.description()).isEqualTo("Does one Thing");
            assertThat(listed.version()).contains("1.0.0");
            assertThat(listed.versions()).containsExactly("2.0.0", "1.0.0");
        });
        assertThat(registries.search(List.of("thing", "two"))).isEmpty();
        Files.delete(home().resolve("config.yaml"));
        refuses(() -> registries.search(List.of()), "config.yaml: no registry of plugins is named");
    }

    @Test
    void fetchesOverHttpAndFollowsNoAddressToFiles() throws IOException {
        publish("1.0.0", "*");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = Files.readAllBytes(
                    registry.resolve(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            config("plugin-registries: [ { name: mine, address: \"http://127.0.0.1:%d/plugins.json\" } ]"
                    .formatted(server.getAddress().getPort()));
            assertThat(install("one").version()).isEqualTo("1.0.0");
            index(Files.readString(registry.resolve("plugins.json"))
                    .replace(
                            "one-1.0.0.zip",
                            registry.resolve("one-1.0.0.zip").toUri().toString()));
            refuses(() -> install("one"), "it may name addresses with http: and https: only");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                     | it is no JSON
            {"plugins": []}                                       | its format is not 1
            {"format": 2, "plugins": []}                          | its format is not 1
            {"format": 1}                                         | plugins: there must be a list
            {"format": 1, "plugins": [{"versions": []}]}          | plugins[0].name: there must be a text
            {"format": 1, "plugins": [{"name": "../x"}]}          | '../x' is no plugin's id
            {"format": 1, "plugins": [{"name": "one"}]}           | plugins[0].versions: there must be a list
            {"format": 1, "plugins": [{"name": "one", "versions": []}, {"name": "one", "versions": []}]} | the plugin 'one' twice
            {"format": 1, "plugins": [{"name": "one", "versions": [{"version": "1"}]}]} | '1' is no version
            {"format": 1, "plugins": [{"name": "one", "versions": [{"version": "1.0.0", "sha256": "AB"}]}]} | versions[0].sha256
            """)
    void refusesAnIndexThatIsWrong(String json, String message) throws IOException {
        index(json);
        refuses(() -> install("one"), registry.resolve("plugins.json").toString(), message, "the registry 'mine'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plugin-registries: [ { name: a } ]                        | config.yaml:1:22
            plugin-registries: [ { name: a, address: x, kex: y } ]    | did you mean 'key'?
            plugin-registries: { name: a }                            | config.yaml:1:20
            plugin-registries: [ { name: a, address: x }, { name: a, address: y } ] | there is a registry 'a' already
            plugin-registries: [ { name: a, address: x, key: no.pem } ] | no.pem
            plugin-registries: [ { name: a, address: nowhere.json } ] | nowhere.json
            """)
    void refusesAConfigThatIsWrong(String config, String message) throws IOException {
        config(config);
        refuses(() -> install("one"), message);
    }

    @Test
    void theFormatsSchemaTakesAnIndex() throws IOException {
        publish("1.0.0", ">=0.1.0 & <0.2.0", "other@>=1.0.0");
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../docs/plugins.schema.json")));
        String index = Files.readString(registry.resolve("plugins.json"));
        assertThat(schema.validate(index, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(index.replace("\"sha256\"", "\"md5\""), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema.validate(index.replace("\"1.0.0\"", "\"one\""), InputFormat.JSON))
                .isNotEmpty();
    }
}
