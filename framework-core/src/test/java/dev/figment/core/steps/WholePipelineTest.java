package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Sink;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.image.Bitmap;
import dev.figment.core.image.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholePipelineTest {
    private static final ComponentRef MODEL = new ComponentRef("model");

    @TempDir
    Path folder;

    private final Flow.Twice model = new Flow.Twice(2, 2);
    private final Encode<Images> encode = new Encode<>(new Encode.Config(MODEL), model);
    private final Decode<Images> decode = new Decode<>(new Decode.Config(MODEL), model);

    @BeforeEach
    void drawImages() throws IOException {
        Files.createDirectory(folder.resolve("d"));
        for (int i = 0; i < 10; i++) {
            byte[] samples = {(byte) i, (byte) (20 * i), (byte) (255 - i), 0};
            Files.write(folder.resolve("d/" + i + ".png"), Png.encode(new Bitmap(1, 2, 2, samples)));
        }
    }

    private List<Sink<Images>> sinks(String out) {
        return List.of(
                new WriteGrid(new WriteGrid.Config(Flow.to(folder, out + "/grid.png"), 4, 1, 1, 1)),
                new WriteImages(new WriteImages.Config(Flow.to(folder, out + "/images"))),
                new WriteGif(new WriteGif.Config(Flow.to(folder, out + "/all.gif"), 12, 1, true)));
    }

    private WriteNumbers numbers(String file) {
        return new WriteNumbers(new WriteNumbers.Config(Flow.to(folder, file)));
    }

    /** Each file below a folder with its content. */
    private Map<String, String> files(String below) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder.resolve(below))) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.resolve(below).relativize(file).toString(),
                        Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private Map<String, String> morph(String out, int batch) throws IOException {
        List<Sink<Images>> sinks = sinks(out);
        Flow.run(
                Flow.read(folder, "d", 2, batch),
                encode,
                numbers(out + "/latents.csv"),
                new Interpolate(new Interpolate.Config(3, Interpolate.Mode.SPHERICAL, true)),
                numbers(out + "/walk.json"),
                decode,
                sinks.get(0),
                sinks.get(1),
                sinks.get(2));
        return files(out);
    }

    private Map<String, String> sample(String out, int batch) throws IOException {
        List<Sink<Images>> sinks = sinks(out);
        Flow.run(
                new SampleLatents(new SampleLatents.Config(MODEL, 10, batch), model),
                numbers(out + "/latents.csv"),
                decode,
                sinks.get(0),
                sinks.get(1),
                sinks.get(2));
        return files(out);
    }

    @Test
    void makesTheSameFilesWhateverTheBatchSize() throws IOException {
        Map<String, String> expected = morph("256", 256);
        assertThat(expected).hasSize(4 + 30).containsKeys("grid.png", "all.gif", "latents.csv", "walk.json");
        assertThat(expected.get("latents.csv")).startsWith("name,z0,z1,z2,z3\n0.png,-1.0,-1.0,1.0,-1.0\n");
        for (int batch : new int[] {1, 3, 10}) {
            assertThat(morph("batch" + batch, batch)).isEqualTo(expected);
        }
    }

    @Test
    void drawsTheSameFilesWhateverTheBatchSize() throws IOException {
        Map<String, String> expected = sample("256", 256);
        assertThat(expected).hasSize(3 + 10);
        for (int batch : new int[] {1, 3, 10}) {
            assertThat(sample("batch" + batch, batch)).isEqualTo(expected);
        }
    }

    @Test
    void leavesEverythingAsItWasWhenAStepFailsInTheMiddle() throws IOException {
        Map<String, String> before = morph("out", 4);
        Transform<Latents, Latents> failing = (batch, at) -> {
            if (at.first() >= 8) {
                throw new IllegalStateException("no more");
            }
            return Latents.of(batch.mean());
        };
        for (String out : List.of("out", "new")) {
            List<Sink<Images>> sinks = sinks(out);
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> Flow.run(
                            Flow.read(folder, "d", 2, 2),
                            encode,
                            numbers(out + "/latents.csv"),
                            failing,
                            decode,
                            sinks.get(0),
                            sinks.get(1),
                            sinks.get(2)))
                    .withMessageContaining("test.yaml:4: the step ")
                    .withMessageContaining("no more");
        }
        assertThat(files("out")).isEqualTo(before);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void leavesEverythingAsItWasWhenAFileInTheMiddleIsNoImage() throws IOException {
        Map<String, String> before = morph("out", 4);
        Files.writeString(folder.resolve("d/7.png"), "<html>");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> morph("out", 2))
                .withMessageStartingWith(folder.resolve("d/7.png") + ": this is no image: it is a web page (HTML)")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
        assertThat(files("out")).isEqualTo(before);
    }

    @Test
    void leavesEverythingAsItWasWhenImagesDoNotFitOneGrid() throws IOException {
        Map<String, String> before = morph("out", 4);
        List<Sink<Images>> sinks = sinks("out");
        Images small = Flow.images(2, 2, List.of(), 0, 1);
        Images large = Flow.images(3, 2, List.of(), 1);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Flow.run(Flow.of(small, large), sinks.get(1), sinks.get(2), sinks.get(0)))
                .withMessageContaining("the first is 2×2 grey");
        assertThat(files("out")).isEqualTo(before);
    }

    @Test
    void writesNothingWhereNothingFlows() throws IOException {
        for (Sink<Images> sink : List.of(sinks("none").get(0), sinks("none").get(2))) {
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> Flow.run(Flow.<Images>of(), sink))
                    .withMessageEndingWith("no image came to be written");
        }
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
