package dev.figment.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.figment.core.config.JsonSchema;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardFileTest {
    private static final String SCHEMA_TEXT = JsonSchema.ofOpen(Card.class, "Figment card");
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA_TEXT, InputFormat.JSON);

    private static final String UNKNOWN = """
            # Of a later version.
            homepage: "https://example.org/tiny: the page"
            reviewed: { by: [ 'A', "B\\tC" ], on: 2026-12-01, scores: { first: 0.90990, second: 1e-3 } }
            empty: {}
            none: []
            nothing:
            yes-or-no: "true"
            """;

    @TempDir
    Path temp;

    private Path card;

    @BeforeEach
    void makeModel() throws IOException {
        Path folder = temp.resolve("tiny-vae");
        TinyCard.write(folder, "tiny-vae", "1.2.0");
        card = folder.resolve(CardFile.NAME);
    }

    private void add(String what, String with) throws IOException {
        String text = Files.readString(card);
        assertThat(text).contains(what);
        Files.writeString(card, text.replace(what, with));
    }

    /** The values of a document, without their places. */
    private static String values(MapNode content) {
        return YamlWriter.text(content);
    }

    @Test
    void fieldsThatAreNotKnownSurviveAChange() throws IOException {
        Files.writeString(card, Files.readString(card) + UNKNOWN);
        add("encoder.onnx: { size: 5,", "encoder.onnx: { size: 5, blake3: 0123,");
        add("plugin: { id: vae,", "plugin: { id: vae, channel: stable,");
        CardFile before = CardFile.read(card);
        MapNode changed =
                before.content().with("version", before.content().keyMark("version"), YamlWriter.node("1.3.0"));
        Files.writeString(card, CardFile.of(changed).text());
        CardFile after = CardFile.read(card);
        assertThat(after.card().version()).isEqualTo("1.3.0");
        assertThat(after.content().keys())
                .containsExactlyElementsOf(before.content().keys());
        assertThat(values(after.content())).isEqualTo(values(changed));
        assertThat(after.text())
                .contains("homepage: \"https://example.org/tiny: the page\"", "on: \"2026-12-01\"", "first: 0.90990")
                .contains("by: [A, \"B\\tC\"]", "second: 1e-3", "empty: {}", "none: []", "nothing: null")
                .contains("yes-or-no: \"true\"", "channel: stable", "blake3: 0123");
    }

    @Test
    void whatIsWrittenReadsBackAsTheSame() throws IOException {
        CardFile read = CardFile.read(card);
        Files.writeString(card, read.text());
        assertThat(CardFile.read(card).card()).isEqualTo(read.card());
        assertThat(CardFile.read(card).text()).isEqualTo(read.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit: [ x ]", "golde: {}", "tsak: x"})
    void aMisspeltKeyIsNoUnknownField(String line) throws IOException {
        if (line.startsWith("tsak")) {
            add("task: image-generation", line);
        } else {
            Files.writeString(card, Files.readString(card) + line + "\n");
        }
        assertThatThrownBy(() -> CardFile.read(card))
                .hasMessageContaining("unknown key '" + line.substring(0, line.indexOf(':')) + "'")
                .hasMessageContaining("did you mean");
    }

    @Test
    void goldenRunsAreOfListedFilesAndHaveTolerances() throws IOException {
        String files = "encoder.onnx: { size: 5, sha256: " + TinyCard.SHA_256 + " }";
        add(files, files + "\n  g.safetensors: { size: 5, sha256: " + TinyCard.SHA_256 + " }");
        String good = Files.readString(card);
        Files.writeString(
                card, good + "golden: { encoder.onnx: { file: g.safetensors, absolute: 1e-3, relative: 0 } }\n");
        assertThat(CardFile.read(card).card().golden())
                .isEqualTo(Map.of("encoder.onnx", new Card.Golden("g.safetensors", 1e-3, 0)));
        for (List<String> bad : List.of(
                List.of("decoder.onnx: { file: g.safetensors, absolute: 1, relative: 0 }", "not 'decoder.onnx'"),
                List.of("encoder.onnx: { file: ../g, absolute: 1, relative: 0 }", "not '../g'"),
                List.of("encoder.onnx: { file: g.safetensors, absolute: -1, relative: 0 }", "absolute must be"),
                List.of("encoder.onnx: { file: g.safetensors, absolute: 1, relative: .nan }", "relative"),
                List.of("encoder.onnx: { file: g.safetensors }", "'absolute' is missing"))) {
            Files.writeString(card, good + "golden: { " + bad.get(0) + " }\n");
            assertThatThrownBy(() -> CardFile.read(card)).hasMessageContaining(bad.get(1));
        }
    }

    private static List<String> faults(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void theSchemaTakesWhatIsReadAndNothingElse() throws IOException {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(SCHEMA_TEXT, InputFormat.JSON)).isEmpty();
        String good = Files.readString(card) + UNKNOWN;
        assertThat(faults(good)).isEmpty();
        assertThat(faults(good.replace("task:", "tusk:"))).anyMatch(fault -> fault.contains("task"));
        assertThat(faults(good.replace("size: 5", "size: five"))).isNotEmpty();
        assertThat(faults(good.replace("size: 5", "size: \"${env:SIZE}\""))).isNotEmpty();
        assertThat(faults(good + "limits: none\n")).isNotEmpty();
    }
}
