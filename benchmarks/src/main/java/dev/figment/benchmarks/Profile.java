package dev.figment.benchmarks;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.Rewriting;
import dev.figment.benchmarks.networks.Families;
import dev.figment.benchmarks.networks.Family;
import dev.figment.benchmarks.networks.NetworkStep;
import dev.figment.core.onnx.OnnxEnvironment;
import dev.figment.core.onnx.OnnxModels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of a training step goes: ONNX Runtime's profile, summed by operator and by node. The inputs are small
 * random numbers. Arguments: families (all where there are none); {@code --onnx} leaves each step's graph, as given to
 * ONNX Runtime and as it optimizes it, in {@code benchmarks/target}.
 */
public final class Profile {
    private static final int STEPS = 12;
    private static final int WARM_UP = 4;
    private static final int NODES = 25;

    private Profile() {}

    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(List.of(args));
        boolean keep = names.remove("--onnx");
        for (Family family : Families.named(names)) {
            Captured captured = new Captured(OnnxModels.on(Device.CPU));
            try (NetworkStep step = NetworkStep.compile(captured, family, new Seed(1))) {
                step.run(family.batch(new Seed(1)));
            }
            for (byte[] onnx : captured.graphs) {
                profile(family, onnx, keep);
            }
        }
    }

    private static void profile(Family family, byte[] onnx, boolean keep) throws Exception {
        OnnxEnvironment.version();
        Path folder = Files.createTempDirectory("profile");
        try (SessionOptions options = new SessionOptions()) {
            options.disablePerSessionThreads();
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            // As OnnxModels.compile does.
            options.setMemoryPatternOptimization(false);
            options.enableProfiling(folder.resolve("step").toString());
            if (keep) {
                Path target = Path.of("benchmarks", "target");
                Files.write(target.resolve(family.name() + ".onnx"), onnx);
                options.setOptimizedModelFilePath(
                        target.resolve(family.name() + ".optimized.onnx").toString());
            }
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx, options)) {
                Map<String, OnnxTensor> inputs = inputs(session);
                for (int i = 0; i < STEPS; i++) {
                    session.run(inputs).close();
                }
                inputs.values().forEach(OnnxTensor::close);
                Path events = Path.of(session.endProfiling());
                ProfileSummary summary = ProfileSummary.of(events, WARM_UP, STEPS);
                System.out.printf(Locale.ROOT, "%n%s (%s)%n%s", family.name(), family.shape(), summary.text(NODES));
                Files.delete(events);
                Files.delete(folder);
            }
        }
    }

    private static Map<String, OnnxTensor> inputs(OrtSession session) throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (var input : session.getInputInfo().values()) {
            TensorInfo info = (TensorInfo) input.getInfo();
            int size = info.type.size * Math.toIntExact(info.getNumElements());
            ByteBuffer buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
            if (info.type == OnnxJavaType.FLOAT) {
                Seed seed = new Seed(1).child(input.getName());
                for (int i = 0; i < size / Float.BYTES; i++) {
                    buffer.putFloat(i * Float.BYTES, (float) (0.01 + 0.02 * seed.uniform(i)));
                }
            }
            inputs.put(
                    input.getName(),
                    OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, info.getShape(), info.type));
        }
        return inputs;
    }

    /** Models that keep the graphs that they were made of. */
    private static final class Captured implements Models {
        private final Models models;
        private final List<byte[]> graphs = new ArrayList<>();

        Captured(Models models) {
            this.models = models;
        }

        @Override
        public Model load(ModelRef model, String file) {
            return models.load(model, file);
        }

        @Override
        public Model load(ModelRef model, String file, Rewriting rewriting) {
            return models.load(model, file, rewriting);
        }

        @Override
        public byte[] read(ModelRef model, String file) {
            return models.read(model, file);
        }

        @Override
        public Path locate(ModelRef model, String file) {
            return models.locate(model, file);
        }

        @Override
        public Model compile(byte[] onnx, String name) {
            graphs.add(onnx);
            return models.compile(onnx, name);
        }

        @Override
        public Device device() {
            return models.device();
        }
    }
}
