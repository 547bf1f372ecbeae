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

class EvaluateCommandTest {
    @TempDir
    Path folder;

    private Installation figment;
    private Path config;

    @BeforeEach
    void install() throws IOException {
        figment = new Installation(folder).withExamplePlugin("example");
        Files.write(folder.resolve("picture.png"), TinyImage.png(4, 51));
        config = folder.resolve("measure.yaml");
    }

    private Installation.Result evaluate(String steps, String... options) throws IOException {
        Files.writeString(config, "name: tiny\nsteps: [ read-images: { from: picture.png }, " + steps + " ]\n");
        String[] arguments = new String[2 + options.length];
        arguments[0] = "evaluate";
        arguments[1] = config.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return figment.run(arguments);
    }

    @Test
    void printsTheNumbersAlone() throws IOException {
        Path picture = folder.resolve("grid.png");
        Installation.Result result = evaluate("measure-brightness: {}, write-grid: { to: \"" + picture + "\" }");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).containsExactly("  brightness  0.20000");
        assertThat(picture).isNotEmptyFile();
    }

    @Test
    void numbersOfOneNameStandSideBySide() throws IOException {
        Installation.Result result = evaluate("measure-brightness: {}, measure-brightness: {}", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode report = new JsonMapper().readTree(result.out());
        assertThat(report.get("name").asString()).isEqualTo("tiny");
        assertThat(report.get("measured").properties()).hasSize(2);
        assertThat(report.get("measured").get("brightness-2").asDouble()).isBetween(0.19, 0.21);
    }

    @Test
    void aPipelineThatMeasuresNothingIsRefused() throws IOException {
        Installation.Result result = evaluate("write-grid: { to: \"" + folder.resolve("grid.png") + "\" }");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("measure.yaml: no step of this pipeline measures anything", "figment run");
    }

    @Test
    void whatIsWrongWithTheConfigIsSaid() throws IOException {
        Installation.Result result = evaluate("measure-brightnes: {}");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("measure.yaml:2:", "did you mean 'measure-brightness'?");
    }
}
