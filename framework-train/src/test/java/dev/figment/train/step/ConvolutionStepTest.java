package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Resampling;
import dev.figment.train.graph.Resampling.BlockOrder;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.AdversarialLosses;
import dev.figment.train.nn.AveragePool;
import dev.figment.train.nn.BatchNorm;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Dropout;
import dev.figment.train.nn.GatedResidualStack;
import dev.figment.train.nn.GroupNorm;
import dev.figment.train.nn.InstanceNorm;
import dev.figment.train.nn.Layer;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.MaxPool;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Sequential;
import dev.figment.train.nn.SpatialPad;
import dev.figment.train.nn.SpectralNorm;
import dev.figment.train.nn.TransposedConvolution;
import dev.figment.train.nn.Upsample;
import dev.figment.train.optim.OptimizerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whole steps of networks that consist of convolutions, pooling, norms and resampling. */
class ConvolutionStepTest {
    private static final long[] IMAGES = {4, 3, 16, 16};

    @TempDir
    private Path folder;

    private static final Layer AUTOENCODER = Sequential.of(
            SpatialPad.reflection(1, 1),
            Convolution.conv2d(8, 3),
            new BatchNorm(),
            Activation.RELU,
            MaxPool.of(2, 2),
            Convolution.conv2d(8, 4).stride(2).pad(1).withoutBias(),
            new InstanceNorm(true, 1e-5),
            Activation.LEAKY_RELU,
            new Dropout(0.1),
            TransposedConvolution.convTranspose2d(8, 4).stride(2).pad(1),
            new GroupNorm(2),
            Activation.SILU,
            Upsample.linear(2, 2),
            SpatialPad.replication(1, 1),
            SpectralNorm.of(Convolution.conv2d(12, 3)),
            Upsample.nearest(2, 2),
            new MaxPool(Window.of(3, 3).stride(2).pad(1)),
            new AveragePool(Window.of(2, 2).stride(2), true),
            (scope, x) -> Resampling.depthToSpace(x, 2, BlockOrder.CRD));

    private static Objective.Loss reconstruct(Scope scope, Map<String, Value> in) {
        Value x = in.get("images");
        Value error = Losses.squaredError(scope.apply("net", AUTOENCODER, x), x);
        return new Objective.Loss(Arithmetic.mul(Reductions.mean(error), 1f / 768), Map.of());
    }

    private static Objective.Loss penalize(Scope scope, Map<String, Value> in) {
        Layer critic = Sequential.of(
                Convolution.conv2d(6, 4).stride(2).pad(1),
                Activation.LEAKY_RELU,
                Convolution.conv2d(8, 3).groups(2).pad(1),
                new InstanceNorm(),
                Activation.LEAKY_RELU,
                MaxPool.of(2, 2),
                Convolution.conv2d(1, 4));
        Value x = in.get("images");
        Value real = scope.apply("critic", critic, x);
        Value fake = scope.apply("critic", critic, Arithmetic.mul(x, 0.5f));
        Value penalty = AdversarialLosses.gradientPenalty(real, x);
        return new Objective.Loss(
                Arithmetic.add(AdversarialLosses.wasserstein(real, fake), Arithmetic.mul(penalty, 10)), Map.of());
    }

    private static Objective.Loss predict(Scope scope, Map<String, Value> in) {
        Value x = Layout.reshape(in.get("images"), Shape.of(4, 3, 256));
        Layer net = Sequential.of(GatedResidualStack.doubling(8, 2, 4, 1), Convolution.conv1d(3, 1));
        return new Objective.Loss(Reductions.mean(Losses.absoluteError(scope.apply("wavenet", net, x), x)), Map.of());
    }

    private static final List<InputSpec> INPUTS = List.of(InputSpec.floats("images", Shape.of(IMAGES)));

    @TestFactory
    Stream<DynamicTest> theOfficialCheckerAcceptsEachStep() {
        Map<String, Objective> objectives = Map.of(
                "autoencoder", ConvolutionStepTest::reconstruct,
                "penalty", ConvolutionStepTest::penalize,
                "wavenet", ConvolutionStepTest::predict);
        return objectives.entrySet().stream()
                .sorted(Entry.comparingByKey())
                .map(objective -> DynamicTest.dynamicTest(objective.getKey(), () -> check(objective)));
    }

    /** {@code onnx.checker.check_model(path, full_check=True)}. */
    private void check(Entry<String, Objective> objective) throws IOException {
        byte[] step = ExportTest.stepOnnx(INPUTS, objective.getValue(), OptimizerConfig.adam(1e-3));
        Path file = Files.write(folder.resolve(objective.getKey() + ".onnx"), step);
        assertThatCode(() -> onnx.check_model(file.toString(), true, false, true))
                .doesNotThrowAnyException();
    }

    @Test
    void learnsAndExportsWhatItEvaluates() {
        Map<String, Tensor> batch = Map.of("images", images());
        try (TrainingStep step = TrainingStep.compile(
                TinyVae.MODELS,
                "autoencoder",
                INPUTS,
                ConvolutionStepTest::reconstruct,
                OptimizerConfig.adam(1e-2),
                new Seed(1))) {
            double first = step.run(batch, 1e-2).get("loss");
            double last = first;
            for (int i = 0; i < 60; i++) {
                last = step.run(batch, 1e-2).get("loss");
            }
            assertThat(last).isLessThan(0.5 * first);
            byte[] exported = Export.onnx(
                    "net",
                    List.of(InputSpec.floats("images", Shape.batch("N", 3, 16, 16))),
                    (scope, in) -> Map.of("y", scope.apply("net", AUTOENCODER, in.get("images"))),
                    step.weights(),
                    Map.of());
            try (Model model = TinyVae.MODELS.compile(exported, "net")) {
                float[] x = images().toFloatArray();
                float[] y = model.run(batch).get("y").toFloatArray();
                double error = 0;
                for (int i = 0; i < x.length; i++) {
                    error += (x[i] - y[i]) * (x[i] - y[i]) / (double) x.length;
                }
                assertThat(error).isLessThan(first);
            }
        }
    }

    private static Tensor images() {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, IMAGES);
        for (int i = 0; i < tensor.count(); i++) {
            int row = i / 16 % 16;
            int sample = i / 768;
            tensor.floats().put(i, (float) Math.sin(0.3 * (1 + sample) * row + i / 256 % 3));
        }
        return tensor;
    }
}
