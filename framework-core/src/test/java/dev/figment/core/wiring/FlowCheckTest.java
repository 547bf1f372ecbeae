package dev.figment.core.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowCheckTest {
    private final Configs configs;

    FlowCheckTest(@TempDir Path folder) {
        configs = Configs.in(folder, new ExampleParts());
    }

    private static String with(String... steps) {
        return "name: a\ncomponents: { h: { use: halver }, e: { use: ear } }\nsteps:\n  - "
                + String.join("\n  - ", steps) + "\n";
    }

    private List<String> problemsOf(String... steps) {
        return configs.problemsOf(with(steps));
    }

    @Test
    void namesBothTypesAndAStepThatLeadsFromOneToTheOther() {
        assertThat(problemsOf("read-grey: 1", "interpolate: 3", "decode: h", "write-grid: a.png"))
                .containsExactly(
                        "a.yaml:5:5: 'interpolate' takes Latents, and 'read-grey' gives Images; put a step between"
                                + " them: encode");
        assertThat(problemsOf("read-grey: 1", "encode: h", "write-grid: a.png"))
                .containsExactly("a.yaml:6:5: 'write-grid' takes Images, and 'encode' gives Latents; put a step between"
                        + " them: decode");
    }

    @Test
    void saysWhenNoStepLeadsThere() {
        assertThat(problemsOf("read-grey: 1", "play"))
                .containsExactly(
                        "a.yaml:5:5: 'play' takes Audio, and 'read-grey' gives Images; no step leads from one to"
                                + " the other");
    }

    @Test
    void knowsWhatAComponentTakes() {
        assertThat(problemsOf("read-grey: 1", "encode: e", "write-numbers: a.csv"))
                .containsExactly(
                        "a.yaml:5:5: 'encode' takes Audio, and 'read-grey' gives Images; no step leads from one to"
                                + " the other");
    }

    @Test
    void needsASourceAtTheHead() {
        assertThat(problemsOf("encode: h", "write-numbers: a.csv"))
                .containsExactly(
                        "a.yaml:4:5: 'encode' needs batches, and no step before it gives any; begin with one of:"
                                + " read-grey, read-images");
        assertThat(problemsOf("play"))
                .containsExactly(
                        "a.yaml:4:5: 'play' needs batches, and no step before it gives any; begin with one of:"
                                + " latent-grid, read-grey, read-images, read-labelled-images, read-series, read-texts, sample-latents, sample-mixture");
    }

    @Test
    void takesOneSourceAlone() {
        assertThat(problemsOf("read-grey: 1", "read-grey: 0", "write-grid: a.png"))
                .containsExactly(
                        "a.yaml:5:5: 'read-grey' begins a pipeline, and it stands after 'read-grey'; move it to the"
                                + " front, or remove one of the two");
    }

    @Test
    void needsAStepThatKeepsTheResult() {
        assertThat(problemsOf("read-grey: 1", "encode: h"))
                .containsExactly("a.yaml:3:1: no step keeps what the pipeline makes; end with one of: write-numbers");
        assertThat(problemsOf("read-grey: 1"))
                .containsExactly("a.yaml:3:1: no step keeps what the pipeline makes; end with one of: probe, write-gif,"
                        + " write-grid, write-images");
    }

    @Test
    void refusesAStepWhoseResultIsNotKept() {
        assertThat(problemsOf("read-grey: 1", "write-grid: a.png", "encode: h"))
                .containsExactly(
                        "a.yaml:6:5: no step keeps what 'encode' gives; remove it, or put one of these after it:"
                                + " write-numbers");
    }

    @Test
    void letsBatchesFlowOnBehindASink() {
        assertThat(configs.plan(with(
                        "read-grey: 1",
                        "write-grid: a.png",
                        "encode: h",
                        "write-numbers: a.csv",
                        "decode: h",
                        "write-grid: b.png",
                        "write-images: c")))
                .isNotNull();
    }

    @Test
    void checksTheTypeBehindASinkToo() {
        assertThat(problemsOf("read-grey: 1", "write-grid: a.png", "decode: h", "write-grid: b.png"))
                .containsExactly(
                        "a.yaml:6:5: 'decode' takes Latents, and 'read-grey' gives Images; put a step between them:"
                                + " encode");
    }

    @Test
    void saysNothingOfTypesBehindAStepThatItDoesNotKnow() {
        assertThat(problemsOf("read-grey: 1", "smooth: 2", "decode: h"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:5:5: unknown step 'smooth'");
    }
}
