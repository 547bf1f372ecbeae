package dev.figment.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.api.model.BoundRun;
import dev.figment.api.model.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelsTest {
    @TempDir
    Path folder;

    private final OnnxModels models = OnnxModels.on(Device.CPU);

    @Test
    void runsIntoNewTensors() {
        try (Model model = models.compile(TinyOnnx.doubling(), "doubling")) {
            Tensor x = Tensor.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            Tensor y = model.run(Map.of("x", x)).get("y");
            assertThat(y).isNotNull();
            assertThat(y.shape()).containsExactly(2, 3);
            assertThat(y.toFloatArray()).containsExactly(2, 4, 6, 8, 10, 12);
        }
    }

    @Test
    void writesIntoTheCallersTensors() {
        try (Model model = models.compile(TinyOnnx.doubling(), "doubling")) {
            Tensor y = Tensor.allocate(ElementType.FLOAT32, 1, 3);
            model.run(Map.of("x", Tensor.ofFloats(new float[] {1, 2, 3}, 1, 3)), Map.of("y", y));
            assertThat(y.toFloatArray()).containsExactly(2, 4, 6);
        }
    }

    @Test
    void aBoundRunReadsAndWritesTheSameTensorsEachTime() {
        try (Model model = models.compile(TinyOnnx.doubling(), "doubling")) {
            Tensor x = Tensor.allocate(ElementType.FLOAT32, 1, 3);
            Tensor y = Tensor.allocate(ElementType.FLOAT32, 1, 3);
            try (BoundRun whole = model.bind(Map.of("x", x), Map.of("y", y));
                    BoundRun open = model.bind(Map.of(), Map.of("y", y))) {
                for (int i = 1; i < 4; i++) {
                    x.floats().put(new float[] {i, 2 * i, 3 * i});
                    whole.run(Map.of());
                    assertThat(y.toFloatArray()).containsExactly(2 * i, 4 * i, 6 * i);
                    open.run(Map.of("x", y));
                    assertThat(y.toFloatArray()).containsExactly(4 * i, 8 * i, 12 * i);
                }
            }
        }
    }

    @Test
    void aBoundRunRefusesWhatDoesNotFit() {
        try (Model model = models.compile(TinyOnnx.doubling(), "doubling")) {
            Tensor y = Tensor.allocate(ElementType.FLOAT32, 1, 3);
            Tensor wide = Tensor.allocate(ElementType.FLOAT32, 1, 4);
            assertThatThrownBy(() -> model.bind(Map.of("x", wide), Map.of("y", y)))
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("[1, 4]");
            assertThatThrownBy(() -> model.bind(Map.of(), Map.of("z", y))).hasMessageContaining("no output 'z'");
            try (BoundRun bound = model.bind(Map.of(), Map.of("y", y))) {
                assertThatThrownBy(() -> bound.run(Map.of())).hasMessageContaining("'x' is missing");
                assertThatThrownBy(() -> bound.run(Map.of("x", wide))).hasMessageContaining("[1, 4]");
                assertThatThrownBy(() -> bound.run(Map.of("w", y))).hasMessageContaining("no input 'w'");
            }
        }
    }

    @Test
    void aBoundRunEndsWithItselfOrItsModel() {
        Tensor x = Tensor.allocate(ElementType.FLOAT32, 1, 3);
        Model model = models.compile(TinyOnnx.doubling(), "doubling");
        BoundRun first = model.bind(Map.of("x", x), Map.of("y", Tensor.allocate(ElementType.FLOAT32, 1, 3)));
        try (BoundRun second = model.bind(Map.of("x", x), Map.of("y", Tensor.allocate(ElementType.FLOAT32, 1, 3)))) {
            first.close();
            first.close();
            assertThatThrownBy(() -> first.run(Map.of())).isInstanceOf(IllegalStateException.class);
            second.run(Map.of());
            model.close();
            assertThatThrownBy(() -> second.run(Map.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void copiesOutputsWhoseSizeIsKnownOnlyAfterTheRun() {
        try (Model model = models.compile(TinyOnnx.nonZero(), "non-zero")) {
            Tensor y = model.run(Map.of("x", Tensor.ofFloats(new float[] {0, 7, 0, 0, 0, 8}, 2, 3)))
                    .get("y");
            assertThat(y).isNotNull();
            assertThat(y.shape()).containsExactly(2, 2);
            assertThat(y.toLongArray()).containsExactly(0, 1, 1, 2);
        }
    }

    @Test
    void runsAnEmptyBatch() {
        try (Model model = models.compile(TinyOnnx.doubling(), "doubling")) {
            Tensor y = model.run(Map.of("x", Tensor.allocate(ElementType.FLOAT32, 0, 3)))
                    .get("y");
            assertThat(y).isNotNull();
            assertThat(y.shape()).containsExactly(0, 3);
        }
    }

    @Test
    void describesInputsOutputsAndMetadata() {
        try (Model model = models.compile(TinyOnnx.doubling(), "doubling")) {
            assertThat(model.inputs()).hasToString("[x FLOAT32[?, 3]]");
            assertThat(model.outputs()).hasToString("[y FLOAT32[?, 3]]");
            assertThat(model.metadata()).containsEntry("made-by", "test");
        }
    }

    @Test
    void refusesAnInputOfAnotherShape() {
        try (Model model = models.compile(TinyOnnx.doubling(), "doubling")) {
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> model.run(Map.of("x", Tensor.allocate(ElementType.FLOAT32, 2, 4))))
                    .withMessageContaining("doubling: the model's input is x FLOAT32[?, 3]")
                    .withMessageContaining("given FLOAT32[2, 4]");
        }
    }

    @Test
    void refusesUnknownAndMissingInputs() {
        try (Model model = models.compile(TinyOnnx.doubling(), "doubling")) {
            Tensor x = Tensor.allocate(ElementType.FLOAT32, 2, 3);
            assertThatThrownBy(() -> model.run(Map.of("xx", x))).hasMessageContaining("did you mean 'x'?");
            assertThatThrownBy(() -> model.run(Map.of())).hasMessageContaining("the input 'x' is missing");
        }
    }

    @Test
    void namesAFileThatIsNoModel() throws Exception {
        Files.write(folder.resolve("a.onnx"), Arrays.copyOf(TinyOnnx.doubling(), 40));
        Files.writeString(folder.resolve("b.onnx"), "<html>not found</html>");
        Files.write(folder.resolve("c.onnx"), new byte[0]);
        ModelRef here = new ModelRef(".", folder);
        for (String file : List.of("a.onnx", "b.onnx", "c.onnx")) {
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> models.load(here, file))
                    .withMessageContaining(file)
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
        }
    }

    @Test
    void namesAMissingFile() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> models.load(new ModelRef("nowhere", folder), "encoder.onnx"))
                .withMessageContaining("encoder.onnx");
    }

    @Test
    void loadsFilesOfAnyName() throws Exception {
        for (String name : java.util.List.of("a b.onnx", "größe.onnx", "数字.onnx", "😀.onnx")) {
            Files.write(folder.resolve(name), TinyOnnx.doubling());
            assertThat(models.load(new ModelRef(".", folder), name).inputs()).hasSize(1);
        }
    }

    @Test
    void loadsAFileOnce() throws Exception {
        Files.write(folder.resolve("m.onnx"), TinyOnnx.doubling());
        ModelRef here = new ModelRef(".", folder);
        assertThat(models.load(here, "m.onnx")).isSameAs(models.load(here, "m.onnx"));
        models.close();
    }

    @Test
    void refusesCudaWhereThereIsNone() {
        org.junit.jupiter.api.Assumptions.assumeFalse(
                OnnxEnvironment.providers().contains("CUDAExecutionProvider"), "this build has CUDA");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> OnnxModels.on(Device.parse("cuda")).compile(TinyOnnx.doubling(), "doubling"))
                .withMessageContaining("-Pcuda");
        OnnxModels.on(Device.AUTO).compile(TinyOnnx.doubling(), "doubling").close();
    }

    @Test
    void closeWaitsForRunsOfOtherThreads() throws Exception {
        for (int round = 0; round < 20; round++) {
            Model model = models.compile(TinyOnnx.doubling(), "doubling");
            ExecutorService threads = Executors.newFixedThreadPool(4);
            CountDownLatch running = new CountDownLatch(4);
            Callable<Long> worker = () -> {
                Tensor x = Tensor.allocate(ElementType.FLOAT32, 1000, 3);
                long runs = 0;
                while (true) {
                    try {
                        model.run(Map.of("x", x));
                        if (runs++ == 0) {
                            running.countDown();
                        }
                    } catch (IllegalStateException closed) {
                        return runs;
                    }
                }
            };
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(threads.submit(worker));
            }
            running.await();
            model.close();
            for (Future<Long> result : results) {
                assertThat(result.get()).isPositive();
            }
            threads.shutdown();
        }
    }
}
