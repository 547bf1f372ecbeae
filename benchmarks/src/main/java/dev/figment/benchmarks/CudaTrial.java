package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.benchmarks.networks.Families;
import dev.figment.benchmarks.networks.Family;
import dev.figment.benchmarks.networks.Goal;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.precision.Precision;
import dev.figment.train.step.Objective;
import dev.figment.train.step.StepOptions;
import dev.figment.train.step.StepSet;
import dev.figment.train.step.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Training steps on a GPU, for a build with CUDA: losses and weights beside the CPU's after the same few steps, and steps
 * a second, one by one and in a loop, also in mixed precision. Arguments: families (all where there are none), or
 * {@code --small} for small ones of more kinds; {@code --mixed} for mixed precision too; {@code --seconds=2} for each
 * speed; {@code --device=cuda}.
 */
public final class CudaTrial {
    private static final int STEPS = 5;
    private static final int LOOP = 8;

    private final Family family;
    private final double seconds;
    private final Map<String, Tensor> batch;

    private CudaTrial(Family family, double seconds) {
        this.family = family;
        this.seconds = seconds;
        this.batch = family.batch(new Seed(1));
    }

    public static void main(String[] args) {
        List<String> names = new ArrayList<>();
        boolean mixed = false;
        boolean small = false;
        double seconds = 2;
        Device device = Device.parse("cuda");
        for (String argument : args) {
            if (argument.equals("--mixed")) {
                mixed = true;
            } else if (argument.equals("--small")) {
                small = true;
            } else if (argument.startsWith("--seconds=")) {
                seconds = Double.parseDouble(argument.substring("--seconds=".length()));
            } else if (argument.startsWith("--device=")) {
                device = Device.parse(argument.substring("--device=".length()));
            } else {
                names.add(argument);
            }
        }
        for (Family family : small ? Families.small() : Families.named(names)) {
            System.out.println(family.name() + " (" + family.shape() + ")");
            new CudaTrial(family, seconds).compare(device, mixed);
        }
    }

    private void compare(Device device, boolean mixed) {
        Result single = attempt("cpu", Device.CPU, Precision.FLOAT32, false);
        Result looped = attempt("cpu, as the loop", Device.CPU, Precision.FLOAT32, true);
        for (Precision precision : Precision.values()) {
            if (precision == Precision.FLOAT32 || mixed) {
                String title = device + (precision == Precision.FLOAT32 ? "" : ", mixed");
                report(attempt(title, device, precision, false), single);
                report(attempt(title + ", " + LOOP + " in a loop", device, precision, true), looped);
            }
        }
    }

    /** Null where it fails, which is printed: what fails on one side says nothing about the rest. */
    private @Nullable Result attempt(String title, Device device, Precision precision, boolean loop) {
        long start = System.nanoTime();
        try (OnnxModels models = OnnxModels.on(device);
                Steps steps = new Steps(models, precision, loop && device.kind() != Device.Kind.CPU)) {
            Map<String, float[]> before = steps.weights();
            List<Double> losses = new ArrayList<>();
            // In a loop, all steps of one update come before those of the next.
            for (int i = 0; i < (loop ? 1 : STEPS); i++) {
                losses.addAll(loop ? steps.each() : steps.together());
            }
            Result result = new Result(before, steps.weights(), losses);
            double ready = (System.nanoTime() - start) * 1e-9;
            System.out.printf(
                    Locale.ROOT,
                    "  %-28s %8.2f steps a second; first steps after %.1f s; losses %s%n",
                    title,
                    rate(steps, loop),
                    ready,
                    losses.stream()
                            .map(loss -> String.format(Locale.ROOT, "%.5f", loss))
                            .toList());
            return result;
        } catch (RuntimeException e) {
            System.out.println("  " + title + " FAILED: " + e);
            return null;
        }
    }

    private double rate(Steps steps, boolean loop) {
        int count = 0;
        long start = System.nanoTime();
        do {
            if (loop) {
                steps.each();
            } else {
                steps.together();
            }
            count += loop ? LOOP : 1;
        } while (System.nanoTime() - start < seconds * 1e9);
        return count / ((System.nanoTime() - start) * 1e-9);
    }

    private static void report(@Nullable Result result, @Nullable Result expected) {
        if (result == null || expected == null) {
            return;
        }
        double loss = 0;
        for (int i = 0; i < expected.losses.size(); i++) {
            double correct = expected.losses.get(i);
            loss = Math.max(loss, Math.abs(result.losses.get(i) - correct) / Math.abs(correct));
        }
        double difference = 0;
        double weights = 0;
        double change = 0;
        for (String path : expected.after.keySet()) {
            float[] correct = requireNonNull(expected.after.get(path));
            float[] before = requireNonNull(expected.before.get(path));
            float[] found = requireNonNull(result.after.get(path), path);
            for (int i = 0; i < correct.length; i++) {
                difference += Math.pow(found[i] - correct[i], 2);
                weights += Math.pow(correct[i], 2);
                change += Math.pow(correct[i] - before[i], 2);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  %-28s losses differ by up to %.1e, weights by %.1e, their change by %.1e%n",
                "",
                loss,
                Math.sqrt(difference / weights),
                Math.sqrt(difference / change));
    }

    private record Result(Map<String, float[]> before, Map<String, float[]> after, List<Double> losses) {}

    /** A family's updates on one device. */
    private final class Steps implements AutoCloseable {
        private final StepSet steps;
        private final boolean looped;
        private final List<String> names =
                family.goals().stream().map(Goal::loss).toList();
        private final List<Double> rates = family.goals().stream()
                .map(goal -> goal.optimizer().learningRate())
                .toList();

        Steps(OnnxModels models, Precision precision, boolean looped) {
            this.looped = looped;
            List<Update> updates = family.updates(StepOptions.DEFAULT.withPrecision(precision));
            this.steps = StepSet.compile(models, family.name(), updates, new Seed(1));
        }

        /** One step of all updates in one graph. */
        List<Double> together() {
            return losses(steps.runTogether(names, batch, rates));
        }

        /** {@link #LOOP} steps of each update. */
        List<Double> each() {
            List<Double> losses = new ArrayList<>();
            for (int goal = 0; goal < names.size(); goal++) {
                String name = names.get(goal);
                double rate = rates.get(goal);
                if (looped) {
                    losses.addAll(losses(
                            steps.runAll(name, Collections.nCopies(LOOP, batch), Collections.nCopies(LOOP, rate))));
                } else {
                    for (int i = 0; i < LOOP; i++) {
                        losses.addAll(losses(List.of(steps.run(name, batch, rate))));
                    }
                }
            }
            return losses;
        }

        private List<Double> losses(List<Map<String, Double>> metrics) {
            return metrics.stream()
                    .map(ofStep -> requireNonNull(ofStep.get(Objective.Loss.NAME)))
                    .toList();
        }

        Map<String, float[]> weights() {
            Map<String, float[]> copies = new HashMap<>();
            steps.parameters().forEach((path, tensor) -> {
                float[] values = new float[Math.toIntExact(tensor.count())];
                for (int i = 0; i < values.length; i++) {
                    values[i] = tensor.floats().get(i);
                }
                copies.put(path, values);
            });
            return copies;
        }

        @Override
        public void close() {
            steps.close();
        }
    }
}
