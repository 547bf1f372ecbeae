package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    @TempDir
    Path folder;

    private Installation figment;

    @BeforeEach
    void install() throws IOException {
        figment = new Installation(folder).withExamplePlugin("example");
        figment.write("pictures/readme.txt", "not a picture");
    }

    private String config(String text) throws IOException {
        return figment.write("config.yaml", text).toString();
    }

    @Test
    void showsDefaultsAndOriginsOfARunConfig() throws IOException {
        String config = config("""
                name: copy
                components: { coder: { use: example-coder } }
                steps:
                  - read-images: { from: pictures }
                  - write-grid: { to: out/a.png }
                """);
        Installation.Result result = figment.run("explain", config, "--set", "seed=3");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches("name: copy +# .*config\\.yaml:1"))
                .anyMatch(line -> line.matches("seed: 3 +# --set"))
                .anyMatch(line -> line.matches("device: auto +# default"))
                .anyMatch(line -> line.matches(" +latents: 16 +# default"))
                .anyMatch(line -> line.matches(" +from: pictures +# .*config\\.yaml:4"));
    }

    @Test
    void printsAConfigThatExplainsTheSame() throws IOException {
        String config = config("name: copy\nsteps: [ read-images: { from: pictures }, write-grid: { to: a.png } ]\n");
        String first = figment.run("explain", config).out();
        String second = figment.run("explain", config(first)).out();
        assertThat(withoutComments(second)).isEqualTo(withoutComments(first));
    }

    @Test
    void showsDefaultsOfATrainingConfig() throws IOException {
        Installation.Result result = figment.run("explain", config("""
                name: train
                recipe: { use: example-recipe }
                data: { train: pictures, hold-out: 5 }
                epochs: 2
                to: runs/x
                """));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches(" +latents: 16 +# default"))
                .anyMatch(line -> line.matches(" +hold-out: 5 +# .*config\\.yaml:3"))
                .anyMatch(line -> line.matches(" +use: adam +# default"))
                .anyMatch(line -> line.matches("batch: 128 +# default"));
    }

    @Test
    void showsWhatItCanOfAWrongConfigAndSaysWhatIsWrong() throws IOException {
        Installation.Result result = figment.run(
                "explain", config("name: x\nsede: 4\nsteps: [ read-images: { from: pictures }, write-gird: {} ]\n"));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("name: x", "sede: 4", "# default");
        assertThat(result.err()).contains("'sede'", "did you mean 'seed'", "write-gird", "did you mean 'write-grid'");
    }

    @Test
    void saysThatAFileIsMissing() {
        Installation.Result result =
                figment.run("explain", folder.resolve("none.yaml").toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("none.yaml");
    }

    private static String withoutComments(String yaml) {
        return yaml.replaceAll(" +# .*", "");
    }
}
