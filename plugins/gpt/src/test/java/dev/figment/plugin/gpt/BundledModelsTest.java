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

/** The decoder of the zoo, as it is committed. */
class BundledModelsTest {
    private static final Path PROJECT = project();
    private static final String NAME = "shakespeare-chars";
    private static final ModelRef MODEL = new ModelRef(ModelRef.ZOO + NAME, PROJECT);

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

    private Card card() {
        return zoo.resolve(MODEL).card().orElseThrow();
    }

    private Gpt gpt(SamplerChain.Draw draw) {
        Gpt.Config config = new Gpt.Config(
                MODEL, new ComponentRef("sampler"), 60, List.of("\n\n"), "<|endoftext|>", Overflow.REFUSE);
        return new Gpt(config, models, new SamplerChain(new SamplerChain.Config(List.of(), draw)));
    }

    @Test
    void itsFilesAreThoseOfItsCard() {
        Card card = card();
        assertThat(card.files().keySet())
                .contains(
                        DecoderFiles.MODEL,
                        TokenizerFile.NAME,
                        DecoderFiles.TOKENIZER_CONFIG,
                        DecoderFiles.CONFIG,
                        DecoderFiles.GENERATION);
        assertThatCode(() -> card.files().keySet().forEach(file -> zoo.locate(MODEL, file)))
                .doesNotThrowAnyException();
        assertThat(models.load(MODEL, DecoderFiles.MODEL).metadata())
                .containsEntry("config.name", card.name())
                .containsEntry("config.recipe.use", card.use())
                .hasEntrySatisfying(
                        "data-digest.train",
                        digest -> assertThat(digest).startsWith(card.data().digest()));
    }

    @Test
    void itWritesWordsOfTheLanguageThatItLearned() {
        Text texts =
                gpt(SamplerChain.Draw.GREEDY).generate(new Text(List.of("ROMEO:\n")), new Position(new Seed(1), 0));
        assertThat(texts.texts().get(0)).startsWith("ROMEO:\n").containsPattern("\\b(the|and|I|my|to|thou)\\b");
    }

    @Test
    void itPredictsTheTextAsItsCardSays() throws IOException {
        String named = System.getenv("FIGMENT_DATA");
        Path data = named == null ? PROJECT.resolveSibling("shared").resolve("data") : Path.of(named);
        Path file = data.resolve("tinyshakespeare/input.txt");
        assumeTrue(Files.isRegularFile(file), () -> "not run: " + file + " is not there; set FIGMENT_DATA");
        MeasureText measure = new MeasureText(
                new MeasureText.Config(new ComponentRef("gpt"), 0.1, 128), gpt(SamplerChain.Draw.GREEDY));
        try (Sink.Writer<Text> writer = measure.open(new Seed(0))) {
            writer.write(new Text(List.of(Files.readString(file))));
            Outcome.Measured measured = (Outcome.Measured) writer.finish();
            card().evaluation()
                    .metrics()
                    .forEach((name, value) ->
                            assertThat(measured.values().get(name)).as(name).isCloseTo(value, within(1e-3 * value)));
        }
    }
}
