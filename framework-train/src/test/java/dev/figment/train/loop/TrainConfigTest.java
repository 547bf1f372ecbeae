package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.config.Description;
import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.train.optim.Adamw;
import dev.figment.train.optim.Lion;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.optim.Rmsprop;
import dev.figment.train.optim.Sgd;
import dev.figment.train.schedule.Constant;
import dev.figment.train.schedule.Cosine;
import dev.figment.train.schedule.OneCycle;
import dev.figment.train.schedule.ReduceOnPlateau;
import dev.figment.train.schedule.Steps;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of a training config, read as {@code figment train} reads them. */
class TrainConfigTest {
    private static final String SMALLEST = """
            name: digits
            data: { train: digits, hold-out: 10 }
            epochs: 3
            to: runs/digits
            """;

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private TrainConfig read(String yaml, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("train.yaml"), yaml);
        return RecordBinder.bind(
                ConfigReader.ofProcess().read(file, List.of(overrides), problems),
                TrainConfig.class,
                Set.of(),
                problems);
    }

    @Test
    void fourKeysAreEnough() throws IOException {
        TrainConfig config = read(SMALLEST);
        assertThat(problems.sorted()).isEmpty();
        assertThat(config.batch()).isEqualTo(128);
        assertThat(config.checkpointEvery()).isEqualTo(1);
        assertThat(config.checkpointSteps()).isNull();
        assertThat(config.keepCheckpoints()).isEqualTo(2);
        assertThat(config.patience()).isNull();
        assertThat(config.optimizer()).isEqualTo(OptimizerConfig.adam(1e-3));
        assertThat(config.schedule()).isEqualTo(new Constant(0));
        assertThat(config.to().path()).isEqualTo(Path.of("runs/digits"));
    }

    @ParameterizedTest
    @CsvSource({
        "batch=0, batch must be at least 1",
        "epochs=0, epochs must be at least 1",
        "checkpoint-every=0, checkpoint-every must be at least 1",
        "checkpoint-steps=0, checkpoint-steps must be at least 1",
        "steps-per-execution=0, steps-per-execution must be at least 1",
        "steps-per-execution=4 accumulate=2, accumulate and steps-per-execution exclude each other: one of them must be 1",
        "keep-checkpoints=0, keep-checkpoints must be at least 1",
        "preview-every=0, preview-every must be at least 1",
        "patience=0, patience must be at least 1",
        "data.hold-out=-1, hold-out must not be negative",
        "data.validation=digits, hold-out and validation exclude each other",
        "data.size=0, size must be greater than 0",
        "data.channels=2, channels must be 1 or 3",
        "optimizer.learning-rate=-0.1, learning-rate must be greater than 0",
        "optimizer.beta1=1, beta1 must be from 0 to below 1",
        "optimizer.clip-norm=-1, clip-norm must not be negative",
        "schedule.warm-up=-5, warm-up must not be negative",
        "schedule.use=linear schedule.end=2, end must be from 0 to 1",
        "name=' ', name must not be empty"
    })
    void aValueThatCannotBeIsRefusedWithItsRange(String override, String message) throws IOException {
        assertThat(read(SMALLEST + "optimizer: {}\nschedule: {}\n", override.split(" (?=\\S+=)")))
                .isNull();
        assertThat(problems.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("bad-value");
            assertThat(problem.message()).isEqualTo(message);
        });
    }

    @Test
    void anOptimizerHasItsOwnKeysAndDefaults() throws IOException {
        assertThat(read(SMALLEST + "optimizer: { use: adamw, beta2: 0.95 }\n").optimizer())
                .isEqualTo(new Adamw(0.001, 0.9, 0.95, 1e-8, 0.01, List.of("*embedding*"), 0));
        assertThat(read(SMALLEST + "optimizer: { use: sgd, momentum: 0.9, nesterov: true }\n")
                        .optimizer())
                .isEqualTo(new Sgd(0.01, 0.9, true, 0, List.of("*embedding*"), 0));
        assertThat(read(SMALLEST + "optimizer: { use: rmsprop, no-decay: [] }\n")
                        .optimizer())
                .isEqualTo(new Rmsprop(0.01, 0.99, 1e-8, 0, false, 0, List.of(), 0));
        assertThat(read(SMALLEST + "optimizer: lion\n").optimizer())
                .isEqualTo(new Lion(0.0001, 0.9, 0.99, 0, List.of("*embedding*"), 0));
        assertThat(problems.sorted()).isEmpty();
    }

    @Test
    void aKeyOfAnotherOptimizerIsRefused() throws IOException {
        assertThat(read(SMALLEST + "optimizer: { use: adam, weight-decay: 0.1 }\n"))
                .isNull();
        assertThat(problems.sorted())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains(
                                "'adam' has no key 'weight-decay'", "use one that has it: adamw, lion, rmsprop, sgd"));
    }

    @Test
    void aScheduleHasItsOwnKeysAndDefaults() throws IOException {
        assertThat(read(SMALLEST + "schedule: { use: cosine, warm-up: 500, end: 0.01 }\n")
                        .schedule())
                .isEqualTo(new Cosine(500, 0.01));
        assertThat(read(SMALLEST + "schedule: { use: step, every: 30 }\n").schedule())
                .isEqualTo(new Steps(30, 0.1, 0));
        assertThat(read(SMALLEST + "schedule: one-cycle\n").schedule())
                .isEqualTo(new OneCycle(0.3, 0.04, 4e-6, OneCycle.Curve.COSINE));
        assertThat(read(SMALLEST + "schedule: { use: plateau, patience: 3 }\n").schedule())
                .isEqualTo(new ReduceOnPlateau(0.1, 3, 1e-4, 0, 0, 0));
        assertThat(problems.sorted()).isEmpty();
    }

    @Test
    void aKeyOfAnotherScheduleIsRefused() throws IOException {
        assertThat(read(SMALLEST + "schedule: { end: 0.1 }\n")).isNull();
        assertThat(problems.sorted())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("'constant' has no key 'end'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "data", "epochs", "to"})
    void aMissingKeyIsNamed(String key) throws IOException {
        String without = SMALLEST.replaceFirst("(?m)^" + key + ":.*\n", "");
        assertThat(read(without)).isNull();
        assertThat(problems.sorted())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("the key '" + key + "' is missing"));
    }

    @Test
    void everyKeySaysWhatItIs() {
        assertThat(keysWithoutDescription(TrainConfig.class)).isEmpty();
    }

    private static List<String> keysWithoutDescription(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .flatMap(component -> undescribed(component).stream())
                .toList();
    }

    /** A record describes itself, and its keys have to as well. */
    private static List<String> undescribed(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isSealed()) {
            return Stream.of(type.getPermittedSubclasses())
                    .flatMap(each -> each.isAnnotationPresent(Description.class)
                            ? keysWithoutDescription(each).stream()
                            : Stream.of(each.getSimpleName()))
                    .toList();
        }
        boolean nested = type.isRecord() && type.getPackageName().startsWith("dev.figment.train");
        boolean described = component.isAnnotationPresent(Description.class)
                || (nested && type.isAnnotationPresent(Description.class));
        if (!described) {
            return List.of(component.getName());
        }
        return nested ? keysWithoutDescription(type) : List.of();
    }
}
