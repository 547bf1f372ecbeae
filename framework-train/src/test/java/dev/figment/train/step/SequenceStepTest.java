package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.CausalAttention;
import dev.figment.train.nn.CrossEntropy;
import dev.figment.train.nn.Embedding;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Layer;
import dev.figment.train.nn.LayerNorm;
import dev.figment.train.nn.LearnedPositions;
import dev.figment.train.nn.Projections;
import dev.figment.train.nn.RmsNorm;
import dev.figment.train.nn.RotaryEmbedding;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Sequential;
import dev.figment.train.nn.SwiGlu;
import dev.figment.train.nn.TransformerBlock;
import dev.figment.train.optim.OptimizerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole steps of small language models: embeddings, blocks of both kinds, tied logits, cross-entropy. */
class SequenceStepTest {
    private static final int TIME = 8;
    private static final int TOKENS = 5;
    private static final int WIDTH = 16;
    private static final Shape BATCH = Shape.of(4, TIME);

    @TempDir
    private Path folder;

    /** The kinds of language model. */
    private enum Kind {
        GPT2(Sequential.of(
                new LearnedPositions(TIME),
                TransformerBlock.gpt2(WIDTH, 2, 2, 0.1),
                TransformerBlock.gpt2(WIDTH, 2, 2, 0.1),
                new LayerNorm())),
        LLAMA(Sequential.of(
                new TransformerBlock(
                        new RmsNorm(),
                        new CausalAttention(
                                4, 2, Projections.gpt2(1).withoutBias(), Optional.of(new RotaryEmbedding()), 0),
                        new SwiGlu(24),
                        0),
                new RmsNorm()));

        private final Layer body;

        Kind(Layer body) {
            this.body = body;
        }

        private Value logits(Scope scope, Value ids) {
            Embedding tokens = new Embedding(TOKENS, WIDTH, Init.normal(0.1));
            Value hidden = scope.apply("body", body, scope.apply("tokens", tokens, ids));
            return tokens.logits(scope.child("tokens"), hidden);
        }

        private Objective.Loss loss(Scope scope, Map<String, Value> in) {
            Value logits = logits(scope, in.get("ids"));
            CrossEntropy loss = new CrossEntropy(0.01, OptionalLong.of(-1));
            return new Objective.Loss(loss.mean(logits, in.get("targets")), Map.of());
        }
    }

    private static final List<InputSpec> INPUTS =
            List.of(new InputSpec("ids", ElementType.INT64, BATCH), new InputSpec("targets", ElementType.INT64, BATCH));

    /** {@code onnx.checker.check_model(path, full_check=True)}. */
    @ParameterizedTest
    @EnumSource
    void theOfficialCheckerAcceptsStepAndExport(Kind kind) throws IOException {
        check(ExportTest.stepOnnx(INPUTS, kind::loss, OptimizerConfig.adam(1e-3)));
        try (TrainingStep step = step(kind)) {
            check(export(kind, step));
        }
    }

    private void check(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), bytes);
        assertThatCode(() -> onnx.check_model(file.toString(), true, false, true))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void learnsSequencesAndExportsForAnyLength(Kind kind) {
        Map<String, Tensor> batch = Map.of("ids", tokens(0), "targets", tokens(1));
        try (TrainingStep step = step(kind)) {
            double loss = 0;
            for (int i = 0; i < 80; i++) {
                loss = step.run(batch, 1e-2).get("loss");
            }
            assertThat(loss).isLessThan(0.25);
            try (Model model = TinyVae.MODELS.compile(export(kind, step), "exported")) {
                float[] whole = logits(model, tokens(0));
                float[] start = logits(model, Tensor.ofLongs(new long[] {0, 1, 2}, 1, 3));
                float[] first = new float[start.length];
                System.arraycopy(whole, 0, first, 0, first.length);
                assertThat(start).containsExactly(first, within(1e-4f));
                for (int t = 0; t < TIME; t++) {
                    assertThat(largest(whole, t)).isEqualTo((t + 1) % TOKENS);
                }
            }
        }
    }

    private static int largest(float[] logits, int position) {
        int largest = 0;
        for (int token = 1; token < TOKENS; token++) {
            largest = logits[position * TOKENS + token] > logits[position * TOKENS + largest] ? token : largest;
        }
        return largest;
    }

    private static float[] logits(Model model, Tensor ids) {
        return model.run(Map.of("ids", ids)).get("logits").toFloatArray();
    }

    private static TrainingStep step(Kind kind) {
        return TrainingStep.compile(
                TinyVae.MODELS, "step", INPUTS, kind::loss, OptimizerConfig.adam(1e-2), new Seed(1));
    }

    private static byte[] export(Kind kind, TrainingStep step) {
        Shape open = new Shape(List.of(new Dim.Named("samples"), new Dim.Named("time")));
        return Export.onnx(
                "net",
                List.of(new InputSpec("ids", ElementType.INT64, open)),
                (scope, in) -> Map.of("logits", kind.logits(scope, in.get("ids"))),
                step.weights(),
                Map.of());
    }

    /** Each sample counts, by 1 or by 2, from a number of its own; the first from 0 by 1. */
    private static Tensor tokens(int later) {
        Tensor tokens = Tensor.allocate(ElementType.INT64, BATCH.sizes());
        for (int i = 0; i < tokens.count(); i++) {
            int sample = i / TIME;
            tokens.longs().put(i, (sample + (long) (i % TIME + later) * (1 + sample % 2)) % TOKENS);
        }
        return tokens;
    }
}
