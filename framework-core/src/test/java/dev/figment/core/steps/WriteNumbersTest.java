package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Latents;
import dev.figment.api.Outcome;
import dev.figment.api.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WriteNumbersTest {
    @TempDir
    Path folder;

    private String written(String name, Latents... batches) throws IOException {
        List<Outcome> outcomes =
                Flow.run(Flow.of(batches), new WriteNumbers(new WriteNumbers.Config(Flow.to(folder, name))));
        assertThat(outcomes)
                .hasSize(1)
                .allSatisfy(outcome ->
                        assertThat(((Outcome.Written) outcome).path()).isEqualTo(folder.resolve(name)));
        return Files.readString(folder.resolve(name));
    }

    private static Latents gaussian(List<String> names, float... values) {
        Tensor mean = Tensor.ofFloats(values, values.length / 2, 2);
        float[] halves = values.clone();
        for (int i = 0; i < halves.length; i++) {
            halves[i] = -values[i] / 2;
        }
        return new Latents(mean, Tensor.ofFloats(halves, values.length / 2, 2), names);
    }

    @Test
    void writesATable() throws IOException {
        assertThat(written(
                        "a.csv",
                        Flow.latents(new float[] {1, -2.5f}, new float[] {0.1f, 1e-9f}),
                        Flow.latents(new float[] {3, 4})))
                .isEqualTo("name,z0,z1\n0,1.0,-2.5\n1,0.1,1.0E-9\n2,3.0,4.0\n");
    }

    @Test
    void writesNamesAndLogVariances() throws IOException {
        assertThat(written("a.csv", gaussian(List.of("a.png", "say \"b\", c"), 1, 2, 3, 4)))
                .isEqualTo("name,z0,z1,logvar0,logvar1\n"
                        + "a.png,1.0,2.0,-0.5,-1.0\n\"say \"\"b\"\", c\",3.0,4.0,-1.5,-2.0\n");
    }

    @Test
    void writesJson() throws IOException {
        String odd = "quote\" back\\slash\nline \u0001 ü";
        JsonNode json = JsonMapper.shared()
                .readTree(written(
                        "a.JSON",
                        gaussian(List.of("a", odd), 1, 2, Float.NaN, Float.POSITIVE_INFINITY),
                        gaussian(List.of("c"), 5, 6)));
        assertThat(json.size()).isEqualTo(3);
        assertThat(json.get(0).toString())
                .isEqualTo("{\"name\":\"a\",\"mean\":[1.0,2.0],\"log_variance\":[-0.5,-1.0]}");
        assertThat(json.get(1).get("name").asString()).isEqualTo(odd);
        assertThat(json.get(1).get("mean").toString()).isEqualTo("[null,null]");
        assertThat(json.get(2).get("mean").get(1).asDouble()).isEqualTo(6);
    }

    @Test
    void numbersWhatHasNoName() throws IOException {
        JsonNode json = JsonMapper.shared()
                .readTree(written("a.json", Flow.latents(new float[] {1}), Flow.latents(new float[] {2})));
        assertThat(json.toString()).isEqualTo("[{\"name\":\"0\",\"mean\":[1.0]},{\"name\":\"1\",\"mean\":[2.0]}]");
        assertThat(JsonMapper.shared().readTree(written("none.json")).size()).isZero();
    }

    @Test
    void readsBackExactly() throws IOException {
        float[] values = {1 / 3f, Float.MIN_VALUE, Float.MAX_VALUE, -0.0f, 16_777_217f};
        String[] cells = written("a.csv", Flow.latents(values)).split("\n")[1].split(",");
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.parseFloat(cells[i + 1])).isEqualTo(values[i]);
        }
    }

    @Test
    void refusesAFileOfAnotherKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WriteNumbers.Config(Flow.to(folder, "a.txt")))
                .withMessage("to names a file that ends in .csv or .json, not '" + folder.resolve("a.txt") + "'");
    }
}
