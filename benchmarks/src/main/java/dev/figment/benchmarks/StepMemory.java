package dev.figment.benchmarks;

import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.benchmarks.networks.Differentiated;
import dev.figment.benchmarks.networks.Families;
import dev.figment.benchmarks.networks.Family;
import dev.figment.benchmarks.networks.NetworkStep;
import dev.figment.benchmarks.torch.TorchNetwork;
import dev.figment.core.onnx.OnnxEnvironment;
import dev.figment.core.onnx.OnnxModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The memory of a training step, Figment's and PyTorch's, on Linux: the peak of what the process has resident while
 * steps run, less what it had with the libraries loaded and the batch drawn. A Java of its own for each, with the same
 * options. Arguments: families (all where there are none).
 */
public final class StepMemory {
    private static final String CHILD = "--child";
    private static final int STEPS = 5;

    private StepMemory() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 3 && args[0].equals(CHILD)) {
            measure(args[1], Families.named(List.of(args[2])).get(0));
            return;
        }
        for (Family family : Families.named(List.of(args))) {
            for (String side : new String[] {"figment", "pytorch"}) {
                run(side, family.name());
            }
        }
    }

    private static void run(String side, String family) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms8m",
                        "-Xmx512m",
                        "-Dfigment.threads=" + OnnxEnvironment.threads(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StepMemory.class.getName(),
                        CHILD,
                        side,
                        family)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("the run of " + family + " with " + side + " failed");
        }
    }

    private static void measure(String side, Family family) throws Exception {
        Seed seed = new Seed(1);
        Map<String, Tensor> batch = family.batch(seed);
        if (side.equals("figment")) {
            OnnxEnvironment.version();
            long before = status("VmRSS:");
            try (OnnxModels models = OnnxModels.on(Device.CPU);
                    NetworkStep step = NetworkStep.compile(models, family, seed)) {
                steps(() -> step.run(batch));
                report(side, family, before);
            }
        } else {
            TorchNetwork.start();
            Map<String, Tensor> weights = Differentiated.of(family).parameters(seed);
            long before = status("VmRSS:");
            try (TorchNetwork network = TorchNetwork.of(family.scripts(), weights)) {
                TorchNetwork.Batch theirs = network.batch(batch);
                steps(() -> network.step(theirs));
                report(side, family, before);
            }
        }
    }

    /** What a first step allocates once counts too, what compiling needed does not. */
    private static void steps(Pairs.Work step) throws Exception {
        step.run();
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        for (int i = 0; i < STEPS; i++) {
            step.run();
        }
    }

    private static void report(String side, Family family, long before) throws IOException {
        System.out.printf(Locale.ROOT, "%-8s %-8s %6d MiB%n", family.name(), side, (status("VmHWM:") - before) / 1024);
    }

    /** In KiB. */
    private static long status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
