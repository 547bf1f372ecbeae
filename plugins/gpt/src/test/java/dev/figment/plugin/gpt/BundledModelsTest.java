package dev.figment.plugin.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.api.Device;
import dev.figment.api.Outcome;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Text;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.ModelRef;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Zoo;
import dev.figment.plugin.gpt.measure.MeasureText;
import dev.figment.plugin.gpt.model.DecoderFiles;
import dev.figment.plugin.gpt.model.Gpt;
import dev.figment.plugin.gpt.model.Overflow;
import dev.figment.plugin.gpt.sample.SamplerChain;
import dev.figment.plugin.gpt.tokenize.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoders of the zoo, as they are committed. */
class BundledModelsTest {
    private static final Path PROJECT = project();
    private static final String NAME = "shakespeare-chars";

    @TempDir
    private Path cache;

    private Zoo zoo;
    private OnnxModels models;

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("zoo"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @BeforeEach
    void open() {
        zoo = Zoo.of(List.of(PROJECT.resolve("zoo")), cache);
        models = OnnxModels.on(Device.CPU, zoo::locate);
    }

    @AfterEach
    void close() {
        models.close();
    }

    private static ModelRef reference(String name) {
        return new ModelRef(ModelRef.ZOO + name, PROJECT);
    }

    private Card card(String name) {
        return zoo.resolve(reference(name)).card().orElseThrow();
    }

    private Gpt gpt(String name, SamplerChain.Draw draw) {
        Gpt.Config config = new Gpt.Config(
                reference(name),
                new ComponentRef("sampler"),
                60,
                List.of("\n\n"),
                null,
                Overflow.REFUSE,
                null,
                null,
                null,
                8);
        return new Gpt(config, models, new SamplerChain(new SamplerChain.Config(List.of(), draw)));
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, "novels-gpt"})
    void theirFilesAreThoseOfTheirCards(String name) {
        Card card = card(name);
        assertThat(card.files().keySet())
                .contains(
                        DecoderFiles.MODEL,
                        TokenizerFile.NAME,
                        DecoderFiles.TOKENIZER_CONFIG,
                        DecoderFiles.CONFIG,
                        DecoderFiles.GENERATION);
        assertThatCode(() -> card.files().keySet().forEach(file -> zoo.locate(reference(name), file)))
                .doesNotThrowAnyException();
        assertThat(models.load(reference(name), DecoderFiles.MODEL).metadata())
                .containsEntry("config.name", card.name())
                .containsEntry("config.recipe.use", card.use())
                .hasEntrySatisfying(
                        "data-digest.train",
                        digest -> assertThat(digest).startsWith(card.data().digest()));
    }

    @ParameterizedTest
    @CsvSource({NAME + ", 'ROMEO:'", "novels-gpt, 'It was late'"})
    void theyWriteWordsOfTheLanguageThatTheyLearned(String name, String prompt) {
        Text texts =
                gpt(name, SamplerChain.Draw.GREEDY).generate(new Text(List.of(prompt)), new Position(new Seed(1), 0));
        assertThat(texts.texts().get(0)).startsWith(prompt).containsPattern("\\b(the|and|I|my|to|thou)\\b");
    }

    @Test
    void itPredictsTheTextAsItsCardSays() throws IOException {
        String named = System.getenv("FIGMENT_DATA");
        Path data = named == null ? PROJECT.resolveSibling("shared").resolve("data") : Path.of(named);
        Path file = data.resolve("tinyshakespeare/input.txt");
        assumeTrue(Files.isRegularFile(file), () -> "not run: " + file + " is not there; set FIGMENT_DATA");
        MeasureText measure = new MeasureText(
                new MeasureText.Config(new ComponentRef("gpt"), 0.1, 128), gpt(NAME, SamplerChain.Draw.GREEDY));
        try (Sink.Writer<Text> writer = measure.open(new Seed(0))) {
            writer.write(new Text(List.of(Files.readString(file))));
            Outcome.Measured measured = (Outcome.Measured) writer.finish();
            card(NAME)
                    .evaluation()
                    .metrics()
                    .forEach((name, value) ->
                            assertThat(measured.values().get(name)).as(name).isCloseTo(value, within(1e-3 * value)));
        }
    }
}
