package dev.figment.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.benchmarks.networks.Families;
import dev.figment.benchmarks.networks.Family;
import dev.figment.benchmarks.networks.NetworkStep;
import dev.figment.benchmarks.torch.TorchNetwork;
import dev.figment.core.onnx.OnnxModels;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Training steps a second, Figment's and PyTorch's, of each family in turn. Both start from the same weights and see
 * the same batch again and again. Arguments: families (all where there are none); {@code --pairs=21} turns each, of
 * about {@code --seconds=0.5}. On a busy machine {@code --processor-time} counts the time of the processor instead; that says
 * something with {@code -Dfigment.threads=1} only, since threads that wait for one another spin.
 */
public final class StepSpeed {
    private static final int WARM_UP = 3;

    private final int pairs;
    private final double seconds;
    private final LongSupplier clock;

    private StepSpeed(int pairs, double seconds, LongSupplier clock) {
        this.pairs = pairs;
        this.seconds = seconds;
        this.clock = clock;
    }

    public static void main(String[] args) throws Exception {
        int pairs = 21;
        double seconds = 0.5;
        LongSupplier clock = System::nanoTime;
        List<String> names = new ArrayList<>();
        for (String argument : args) {
            if (argument.startsWith("--pairs=")) {
                pairs = Integer.parseInt(argument.substring("--pairs=".length()));
            } else if (argument.startsWith("--seconds=")) {
                seconds = Double.parseDouble(argument.substring("--seconds=".length()));
            } else if (argument.equals("--processor-time")) {
                OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
                clock = system::getProcessCpuTime;
            } else {
                names.add(argument);
            }
        }
        StepSpeed speed = new StepSpeed(pairs, seconds, clock);
        double logarithms = 0;
        List<Family> families = Families.named(names);
        for (Family family : families) {
            logarithms += Math.log(speed.measure(family));
        }
        System.out.printf(
                Locale.ROOT,
                "geometric mean of %d: %.2f times PyTorch's steps a second%n",
                families.size(),
                Math.exp(logarithms / families.size()));
    }

    /** The median of the ratios, Figment's steps a second to PyTorch's. */
    private double measure(Family family) throws Exception {
        Seed seed = new Seed(1);
        Map<String, Tensor> batch = family.batch(seed);
        try (OnnxModels models = OnnxModels.on(Device.CPU);
                NetworkStep figment = NetworkStep.compile(models, family, seed);
                TorchNetwork torch = TorchNetwork.of(family.scripts(), figment.parameters())) {
            TorchNetwork.Batch theirs = torch.batch(batch);
            int times = times(() -> {
                torch.step(theirs);
                figment.run(batch);
            });
            Pairs measured = Pairs.measure(
                    WARM_UP,
                    pairs,
                    repeated(times, () -> torch.step(theirs)),
                    repeated(times, () -> figment.run(batch)));
            double[] ratios = measured.ratios();
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %.2f times PyTorch's (quartiles %.2f to %.2f): %.2f to %.2f steps a second; %s%n",
                    family.name(),
                    Pairs.quantile(ratios, 0.5),
                    Pairs.quantile(ratios, 0.25),
                    Pairs.quantile(ratios, 0.75),
                    times / Pairs.quantile(measured.second(), 0.5),
                    times / Pairs.quantile(measured.first(), 0.5),
                    family.shape());
            return Pairs.quantile(ratios, 0.5);
        }
    }

    /** How many steps of each fill a turn. */
    private int times(Pairs.Work both) throws Exception {
        both.run();
        long start = clock.getAsLong();
        both.run();
        return (int) Math.max(1, Math.round(2 * seconds / ((clock.getAsLong() - start) * 1e-9)));
    }

    private static Pairs.Work repeated(int times, Pairs.Work work) {
        return () -> {
            for (int i = 0; i < times; i++) {
                work.run();
            }
        };
    }
}
