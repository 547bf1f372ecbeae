package dev.figment.core.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.Problems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReaderTest {
    private final Configs configs;

    PlanReaderTest(@TempDir Path folder) {
        configs = Configs.in(folder, new ExampleParts());
    }

    @Test
    void readsAConfigThatIsRight() {
        Plan plan = configs.plan("""
                name: right
                seed: 3
                device: cpu
                components:
                  outer: { use: around, inner: h }
                  h: { use: halver, factor: 0.25 }
                steps:
                  - read-grey: { value: 1 }
                  - encode: { with: outer }
                  - decode: { with: h }
                  - write-grid: { to: out.png }
                """);
        assertThat(plan.config().name()).isEqualTo("right");
        assertThat(plan.config().seed()).isEqualTo(3);
    }

    @Test
    void readsStepsInTheirShortForm() {
        assertThat(configs.plan("""
                name: short
                components: { h: { use: halver } }
                steps:
                  - read-grey: 0.5
                  - encode: h
                  - decode: h
                  - write-grid: out.png
                """)).isNotNull();
    }

    @Test
    void namesTheComponentTypesThatThereAre() {
        assertThat(configs.problemsOf("""
                name: a
                components: { h: { use: halvr } }
                steps: [ { read-grey: 1 }, { encode: h }, { write-numbers: a.csv } ]
                """))
                .containsExactly(
                        "a.yaml:2:25: unknown component 'halvr'; there is: around, asking, ear, failing, halver,"
                                + " nameless, two-ways; did you mean 'halver'? see 'figment plugins list' for what is installed");
    }

    @Test
    void asksWhatAComponentIs() {
        assertThat(configs.problemsOf("""
                name: a
                components:
                  h: halver
                  i: { factor: 2 }
                steps: [ { read-grey: 1 }, { write-grid: a.png } ]
                """))
                .containsExactly(
                        "a.yaml:3:6: a map with the key 'use' is needed, not 'halver'; write '{ use: NAME, … }'",
                        "a.yaml:4:6: the key 'use' is missing: it says which type this is; add 'use: NAME', with one of:"
                                + " around, asking, ear, failing, halver, nameless, two-ways");
    }

    @Test
    void refusesUnknownKeysAndWrongTypes() {
        assertThat(configs.problemsOf("""
                name: a
                sede: 7
                components:
                  h: { use: halver, facter: 2, depth: deep }
                steps:
                  - read-grey: { value: bright }
                  - write-grid: { to: a.png, colums: 3 }
                """))
                .containsExactly(
                        "a.yaml:2:1: unknown key 'sede'; there is: components, device, extends, name, seed, steps; did you"
                                + " mean 'seed'?",
                        "a.yaml:4:21: unknown key 'facter'; there is: depth, factor; did you mean 'factor'?",
                        "a.yaml:4:39: 'depth' needs a whole number, not 'deep'",
                        "a.yaml:6:25: 'value' needs a number, not 'bright'",
                        "a.yaml:7:30: unknown key 'colums'; there is: columns, padding, scale, stack, to; did you mean"
                                + " 'columns'?");
    }

    @Test
    void namesTheComponentsThatThereAre() {
        assertThat(configs.problemsOf("""
                name: a
                components: { digits: { use: halver } }
                steps:
                  - read-grey: 1
                  - encode: { with: digit }
                  - write-numbers: a.csv
                """))
                .containsExactly(
                        "a.yaml:5:15: 'with' names the component 'digit', and this config has none of that name;"
                                + " there is: digits; did you mean 'digits'? add it under 'components':"
                                + " 'digit: { use: NAME, … }'");
    }

    @Test
    void namesTheComponentsThatWouldDo() {
        assertThat(configs.problemsOf("""
                name: a
                components: { e: { use: ear }, h: { use: halver }, o: { use: around, inner: e } }
                steps:
                  - read-grey: 1
                  - encode: h
                  - decode: { with: e }
                  - write-grid: a.png
                """))
                .containsExactly(
                        "a.yaml:2:70: 'inner' needs an Encoder of Images, and 'e' (ear) is none; name one that is: h",
                        "a.yaml:6:15: 'with' needs a Decoder, and 'e' (ear) is none; name one that is: h");
    }

    @Test
    void reportsABrokenComponentOnceAndNotWhereItIsUsed() {
        assertThat(configs.problemsOf("""
                name: a
                components:
                  h: { use: halver, facter: 2 }
                  o: { use: around, inner: h }
                steps: [ { read-grey: 1 }, { encode: o }, { decode: h }, { write-grid: a.png } ]
                """))
                .containsExactly("a.yaml:3:21: unknown key 'facter'; there is: depth, factor; did you mean 'factor'?");
    }

    @Test
    void namesTheStepsThatThereAre() {
        assertThat(configs.problemsOf("""
                name: a
                steps:
                  - read-gray: 1
                  - write-grid: a.png
                """))
                .containsExactly("a.yaml:3:5: unknown step 'read-gray'; there is: decode, denoise, encode, generate,"
                        + " interpolate, latent-grid, measure-anomalies, move, nearest, play, plot-scores, probe and 16"
                        + " more; did you mean 'read-grey'? see 'figment plugins list' for what is installed");
    }

    @Test
    void needsAListOfSteps() {
        assertThat(configs.problemsOf("name: a\n"))
                .containsExactly(
                        "a.yaml:1:1: the pipeline has no steps; list them under 'steps', beginning with one of:"
                                + " latent-grid, read-grey, read-images, read-labelled-images, read-series, read-texts, sample-latents, sample-mixture");
        assertThat(configs.problemsOf("name: a\nsteps: read-grey\n"))
                .containsExactly("a.yaml:2:8: 'steps' needs a list, not 'read-grey'");
        assertThat(configs.problemsOf("name: a\nsteps:\n  - { read-grey: 1, write-grid: a.png }\n"))
                .containsExactly("a.yaml:3:5: a step is one name with its keys, not a map with the keys read-grey,"
                        + " write-grid; write '- NAME: { … }', with the keys of a step indented deeper than its name");
    }

    @Test
    void findsTheProblemsOfAllPartsInOnePass() {
        assertThat(configs.problemsOf("""
                components:
                  e: { use: eer }
                  h: { use: halver, depth: 1.5 }
                device: gpu
                steps:
                  - read-grey: { }
                  - encode: { with: x }
                  - smooth
                  - write-grid: { to: a.jpg }
                """))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("a.yaml:1:1: the key 'name' is missing"),
                        second -> assertThat(second).startsWith("a.yaml:2:13: unknown component 'eer'"),
                        third -> assertThat(third).startsWith("a.yaml:3:28: 'depth' needs a whole number, not '1.5'"),
                        fourth -> assertThat(fourth).startsWith("a.yaml:4:9: 'device': unknown device 'gpu': use auto"),
                        fifth -> assertThat(fifth).startsWith("a.yaml:6:16: the key 'value' is missing"),
                        sixth -> assertThat(sixth).startsWith("a.yaml:7:15: 'with' names the component 'x'"),
                        seventh -> assertThat(seventh).startsWith("a.yaml:8:5: unknown step 'smooth'"),
                        eighth -> assertThat(eighth)
                                .startsWith("a.yaml:9:23: to names a file that ends in .png, not 'a.jpg'"));
    }

    @Test
    void letsNoTwoStepsWriteToOnePlace() {
        assertThat(configs.problemsOf("""
                name: a
                steps:
                  - read-grey: 1
                  - write-grid: out/a.png
                  - write-gif: out/a.gif
                  - write-grid: { to: out/../out/a.png }
                """))
                .containsExactly("a.yaml:6:23: 'write-grid' writes to out/../out/a.png, and so does another step, at"
                        + " a.yaml:4:17; give one of them another place");
    }

    @Test
    void blamesThePluginForWhatNobodyCanBuild() {
        assertThat(configs.problemsOf("""
                name: a
                components: { t: { use: two-ways }, n: { use: nameless } }
                steps: [ { read-grey: 1 }, { write-grid: a.png } ]
                """))
                .containsExactly(
                        "a.yaml:2:25: the component 'two-ways' cannot be built: its class"
                                + " dev.figment.core.wiring.ExampleParts$TwoWays has 2 public constructors, where there"
                                + " must be one; report this to whoever wrote the plugin",
                        "a.yaml:2:47: the component 'nameless' cannot be built: it takes the component @Named(\"inner\"),"
                                + " and dev.figment.core.wiring.ExampleParts$NoKeys has no ComponentRef of that name;"
                                + " report this to whoever wrote the plugin");
    }

    @Test
    void readsASinglePart() {
        Problems problems = new Problems();
        PlanReader reader = configs.reader();
        assertThat(reader.readSingle(
                        Contribution.COMPONENT, "part", configs.document("part: { use: halver, factor: 2 }"), problems))
                .isNotNull();
        assertThat(problems.isEmpty()).isTrue();
        assertThat(reader.readSingle(
                        Contribution.COMPONENT, "part", configs.document("part: { use: halver, factor: x }"), problems))
                .isNull();
        assertThat(reader.readSingle(Contribution.RECIPE, "recipe", configs.document("name: a"), problems))
                .isNull();
        assertThat(Configs.printed(problems))
                .containsExactly(
                        "a.yaml:1:1: the key 'recipe' is missing; add 'recipe: { use: NAME, … }'",
                        "a.yaml:1:30: 'factor' needs a number, not 'x'");
    }
}
