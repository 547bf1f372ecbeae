package dev.figment.core.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Batch;
import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.Rewriting;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.Problems;
import dev.figment.core.io.CacheScratch;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
    private static final Services SERVICES = new Services(
            new NoModels(), new NoDatasets(), Device.CPU, Console.none(), new CacheScratch(Path.of("cache")));

    private final Configs configs;

    WiringTest(@TempDir Path folder) {
        configs = Configs.in(folder, new ExampleParts());
    }

    private record NoModels() implements Models {
        @Override
        public Model load(ModelRef model, String file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Model load(ModelRef model, String file, Rewriting rewriting) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] read(ModelRef model, String file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path locate(ModelRef model, String file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Model compile(byte[] onnx, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Device device() {
            return Device.CPU;
        }
    }

    private record NoDatasets() implements Datasets {
        @Override
        public <T extends Batch> Dataset<T> open(DataRef from, DataFormat<T> format) {
            throw new UnsupportedOperationException();
        }
    }

    /** Builds and runs a config whose last step shows a component. */
    private String shown(String components, String component) {
        List<Outcome> outcomes = configs.plan("name: a\nseed: 5\ncomponents: " + components
                        + "\nsteps: [ { read-grey: 1 }, { probe: " + component + " } ]\n")
                .run(SERVICES, samples -> {});
        return ((Outcome.Measured) outcomes.get(0)).title();
    }

    private FigmentException failure(String components) {
        Plan plan = configs.plan(
                "name: a\ncomponents:\n  x: " + components + "\nsteps: [ { read-grey: 1 }, { write-grid: a.png } ]\n");
        try {
            plan.build(SERVICES);
        } catch (FigmentException e) {
            return e;
        }
        throw new AssertionError("it was built");
    }

    @Test
    void givesAComponentItsConfig() {
        assertThat(shown("{ h: { use: halver, factor: 0.25 } }", "h"))
                .isEqualTo("Halver[config=Config[factor=0.25, depth=null]]");
    }

    @Test
    void givesEachComponentOfATypeItsOwnConfig() {
        String two = "{ g: { use: halver, depth: 1 }, h: { use: halver, depth: 2 } }";
        assertThat(shown(two, "g")).contains("depth=1");
        assertThat(shown(two, "h")).contains("depth=2");
    }

    @Test
    void givesAComponentTheOneThatItRefersTo() {
        assertThat(shown("{ o: { use: around, inner: h }, h: { use: halver, depth: 3 } }", "o"))
                .contains("inner=Halver[config=Config[factor=0.5, depth=3]]");
    }

    @Test
    void givesServicesAndASeedOfItsOwn() {
        Seed seed = new Seed(5).child("components.x");
        assertThat(shown("{ x: { use: asking } }", "x"))
                .contains("models=NoModels[], datasets=NoDatasets[], device=cpu, seed=" + seed);
    }

    @Test
    void saysWhichPartCouldNotBeBuilt() {
        FigmentException e = failure("{ use: failing }");
        assertThat(e.fault()).isEqualTo(FigmentException.Fault.RUN);
        assertThat(e)
                .hasMessage("a.yaml:3:3: 'x': could not be built: java.lang.IllegalStateException: no flux; run with"
                        + " --verbose to see where")
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhichPartLacksAClass() {
        FigmentException e = failure("{ use: failing, how: error }");
        assertThat(e.fault()).isEqualTo(FigmentException.Fault.RUN);
        assertThat(e)
                .hasMessageStartingWith(
                        "a.yaml:3:3: 'x': could not be built: java.lang.NoClassDefFoundError: org/flux/Capacitor");
    }

    @Test
    void handsOnWhatAPartItselfReports() {
        FigmentException e = failure("{ use: failing, how: problem }");
        assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER);
        assertThat(e).hasMessage("a.yaml:3:3: 'x': there is no flux");
    }

    @Test
    void buildsAPartByItself() {
        Problems problems = new Problems();
        PlanReader.Assembly assembly = Objects.requireNonNull(configs.reader()
                .readSingle(
                        Contribution.COMPONENT, "part", configs.document("part: { use: halver, depth: 4 }"), problems));
        assertThat(assembly.build(SERVICES, new Seed(1))).hasToString("Halver[config=Config[factor=0.5, depth=4]]");
    }

    @Test
    void saysWhatAPartByItselfCannotDo() {
        PlanReader.Assembly assembly = Objects.requireNonNull(configs.reader()
                .readSingle(
                        Contribution.COMPONENT, "part", configs.document("part: { use: failing }"), new Problems()));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> assembly.build(SERVICES, new Seed(1)))
                .withMessageStartingWith("a.yaml:1:1: 'part': could not be built");
    }
}
