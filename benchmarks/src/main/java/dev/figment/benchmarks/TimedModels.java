package dev.figment.benchmarks;

import dev.figment.api.Device;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.BoundRun;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.Rewriting;
import dev.figment.api.model.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Models that note how long they run. One thread at a time. */
final class TimedModels implements Models {
    private final Models models;
    private long nanoseconds;

    TimedModels(Models models) {
        this.models = models;
    }

    /** Time in runs so far, in seconds. */
    double seconds() {
        return nanoseconds * 1e-9;
    }

    @Override
    public Model load(ModelRef model, String file) {
        return new Timed(models.load(model, file));
    }

    @Override
    public Model load(ModelRef model, String file, Rewriting rewriting) {
        return new Timed(models.load(model, file, rewriting));
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
        return new Timed(models.compile(onnx, name));
    }

    @Override
    public Device device() {
        return models.device();
    }

    private final class Timed implements Model {
        private final Model model;

        Timed(Model model) {
            this.model = model;
        }

        @Override
        public List<TensorSpec> inputs() {
            return model.inputs();
        }

        @Override
        public List<TensorSpec> outputs() {
            return model.outputs();
        }

        @Override
        public Map<String, String> metadata() {
            return model.metadata();
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            long start = System.nanoTime();
            Map<String, Tensor> outputs = model.run(inputs);
            nanoseconds += System.nanoTime() - start;
            return outputs;
        }

        @Override
        public void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
            long start = System.nanoTime();
            model.run(inputs, outputs);
            nanoseconds += System.nanoTime() - start;
        }

        @Override
        public BoundRun bind(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
            BoundRun bound = model.bind(inputs, outputs);
            return new BoundRun() {
                @Override
                public void run(Map<String, Tensor> others) {
                    long start = System.nanoTime();
                    bound.run(others);
                    nanoseconds += System.nanoTime() - start;
                }

                @Override
                public void close() {
                    bound.close();
                }
            };
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
