package dev.figment.cli;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxEnvironment;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether ONNX Runtime loads and computes, on the CPU and with CUDA. */
final class RuntimeCheckup {
    private static final String NAME = "onnx runtime";
    private static final String CUDA = "cuda";
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
    private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";

    private RuntimeCheckup() {}

    static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            compute(Device.CPU);
            findings.add(Finding.ok(
                    NAME,
                    OnnxEnvironment.version() + ", " + String.join(" and ", OnnxEnvironment.providers()) + ", "
                            + OnnxEnvironment.threads() + " threads"));
            findings.add(cuda());
            findings.add(telemetry());
        } catch (LinkageError | RuntimeException e) {
            Problem problem = Problem.of("no-onnx-runtime", "", "it does not work, so that no model runs: " + root(e))
                    .fix("it needs a 64-bit Linux, macOS or Windows with the usual C++ library, and a temporary folder"
                            + " (java.io.tmpdir, here " + System.getProperty("java.io.tmpdir")
                            + ") in which libraries may be executed");
            findings.add(Finding.fail(NAME, problem));
        }
        return findings;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** One addition. */
    private static void compute(Device device) {
        Graph graph = new Graph("doctor");
        graph.output("sum", Arithmetic.add(graph.input("x", ElementType.FLOAT32, Shape.of(1)), 1f));
        try (OnnxModels models = OnnxModels.on(device);
                Model model = models.compile(OnnxWriter.write(graph, Map.of()), "doctor")) {
            Tensor sums = Tensor.allocate(ElementType.FLOAT32, 1);
            model.run(Map.of("x", Tensor.ofFloats(new float[] {2f}, 1)), Map.of("sum", sums));
            float sum = sums.toFloatArray()[0];
            if (sum != 3f) {
                throw new IllegalStateException("on " + device + ", 2 + 1 gives " + sum);
            }
        }
    }

    private static Finding cuda() {
        String driver = driver();
        if (!OnnxEnvironment.hasCuda()) {
            return driver.isEmpty()
                    ? Finding.ok(CUDA, "not used: this build is for the CPU, and there is no NVIDIA driver")
                    : Finding.warn(
                            CUDA,
                            Problem.of("no-cuda", "", "not used: this build is for the CPU; " + driver)
                                    .fix("build Figment with 'mvn -Pcuda package'"));
        }
        try {
            compute(new Device(Device.Kind.CUDA, 0));
            return Finding.ok(CUDA, "works; " + driver);
        } catch (FigmentException e) {
            return Finding.warn(CUDA, e.problems().get(0));
        }
    }

    /** ONNX Runtime 1.29 and later reports its start and its sessions unless this is set before it is loaded. */
    private static Finding telemetry() {
        return "1".equals(System.getenv(NO_TELEMETRY))
                ? Finding.ok("telemetry", "off")
                : Finding.warn(
                        "telemetry",
                        Problem.of("telemetry", "", "ONNX Runtime may report to its makers that it was started")
                                .fix("set " + NO_TELEMETRY + "=1 in the environment"));
    }

    /** The first line that the driver says about itself; empty where there is none. */
    private static String driver() {
        try {
            return Files.isReadable(DRIVER) ? Files.readAllLines(DRIVER).get(0).replaceAll("\\s+", " ") : "";
        } catch (IOException e) {
            return "the NVIDIA driver cannot be asked: " + e;
        }
    }
}
