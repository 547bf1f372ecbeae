package dev.figment.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.figment.api.Batch;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.ImageFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a pipeline costs beside the sessions that it runs: 60,000 digits to latents and back, in batches of 256.
 *
 * <p>The raw side calls ONNX Runtime alone, with the same options and thread pool; every batch has buffers of its own for
 * the input and for the outputs, made beforehand.
 *
 * <p>The pipeline's side is all that {@code figment run} does between reading the config and closing: {@code read-images},
 * {@code encode} and {@code decode} with the zoo's {@code digits-vae}, a sink that counts, fresh tensors for all outputs,
 * and the collector's work. It is measured twice: reading the very buffers that the raw side reads; and making them, and
 * each image's name, of the bytes of an IDX file that is in memory.
 *
 * <p>Arguments: the repository's root, how many pairs (15 unless told).
 */
public final class Overhead {
    private static final int BATCH = 256;
    private static final int LATENTS = 16;

    private Overhead() {}

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 15;
        Digits digits = new Digits(Digits.COUNT);
        List<Images> prepared = prepare(digits);
        // A pipeline comes first: it starts the environment that the raw sessions then share.
        try (RoundTrip same = new RoundTrip(root, new Prepared(prepared));
                RoundTrip whole = new RoundTrip(root, digits);
                Raw raw = new Raw(root.resolve("zoo/digits-vae"), prepared)) {
            Pairs onSameBuffers = Pairs.measure(2, pairs, () -> run(same), raw::run);
            System.out.println(onSameBuffers.summary("same buffers: pipeline", "raw sessions"));
            Pairs fromIdx = Pairs.measure(2, pairs, () -> run(whole), raw::run);
            System.out.println(fromIdx.summary("from IDX: pipeline", "raw sessions"));
        }
    }

    private static void run(RoundTrip pipeline) {
        if (pipeline.run(done -> {}) != Digits.COUNT) {
            throw new IllegalStateException("digits were lost");
        }
    }

    private static List<Images> prepare(Digits digits) {
        Dataset<Images> all = digits.images(new DataRef("digits", Path.of("")), ImageFormat.AS_FOUND);
        List<Images> batches = new ArrayList<>();
        for (int from = 0; from < Digits.COUNT; from += BATCH) {
            batches.add(all.read(
                    IntStream.range(from, Math.min(from + BATCH, Digits.COUNT)).toArray()));
        }
        return batches;
    }

    /** Gives batches that stand ready, as they are. */
    private record Prepared(List<Images> batches) implements Datasets, Dataset<Images> {
        @Override
        @SuppressWarnings("unchecked") // It is asked for images alone.
        public <T extends Batch> Dataset<T> open(DataRef from, DataFormat<T> format) {
            return (Dataset<T>) this;
        }

        @Override
        public String name() {
            return "prepared";
        }

        @Override
        public int size() {
            return Digits.COUNT;
        }

        @Override
        public Images read(int[] indices) {
            return batches.get(indices[0] / BATCH);
        }

        @Override
        public String digest() {
            return "none";
        }
    }

    /** The same two sessions, called as directly as Java can. */
    private static final class Raw implements AutoCloseable {
        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession encoder;
        private final OrtSession decoder;
        private final List<Buffers> buffers;

        Raw(Path model, List<Images> batches) throws OrtException {
            buffers = batches.stream()
                    .map(Images::pixels)
                    .map(pixels -> new Buffers(
                            pixels,
                            Tensor.allocate(ElementType.FLOAT32, pixels.dim(0), LATENTS),
                            Tensor.allocate(ElementType.FLOAT32, pixels.dim(0), LATENTS),
                            Tensor.allocate(ElementType.FLOAT32, pixels.shape())))
                    .toList();
            try (var options = new OrtSession.SessionOptions()) {
                options.disablePerSessionThreads();
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                encoder =
                        environment.createSession(model.resolve("encoder.onnx").toString(), options);
                decoder =
                        environment.createSession(model.resolve("decoder.onnx").toString(), options);
            }
        }

        private record Buffers(Tensor in, Tensor mean, Tensor logVariance, Tensor out) {}

        void run() throws OrtException {
            for (Buffers batch : buffers) {
                try (OnnxTensor in = share(batch.in);
                        OnnxTensor mean = share(batch.mean);
                        OnnxTensor logVariance = share(batch.logVariance);
                        OnnxTensor out = share(batch.out)) {
                    run(encoder, Map.of("images", in), Map.of("mean", mean, "log_variance", logVariance));
                    run(decoder, Map.of("latents", mean), Map.of("images", out));
                }
            }
        }

        private static void run(OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
                throws OrtException {
            session.run(inputs, Set.of(), outputs).close();
        }

        private OnnxTensor share(Tensor tensor) throws OrtException {
            return OnnxTensor.createTensor(environment, tensor.floats(), tensor.shape());
        }

        @Override
        public void close() throws OrtException {
            encoder.close();
            decoder.close();
        }
    }
}
