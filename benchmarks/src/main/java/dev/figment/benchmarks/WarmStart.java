package dev.figment.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The wall time of {@code figment run configs/run/digits-morph.yaml} against that of {@link BareProgram}, in turn, and
 * the median of the ratios. Arguments: the repository's root, how many pairs (21 unless told).
 */
public final class WarmStart {
    private static final int WARM_UP = 2;

    private WarmStart() {}

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 21;
        Path folder = Files.createTempDirectory("warm-start");
        List<String> figment = List.of(
                root.resolve("figment").toString(),
                "run",
                root.resolve("configs/run/digits-morph.yaml").toString());
        List<String> bare = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BareProgram.class.getName(),
                root.resolve("zoo/digits-vae/decoder.onnx").toString(),
                folder.resolve("bare.png").toString());
        double[] figmentSeconds = new double[pairs];
        double[] bareSeconds = new double[pairs];
        double[] ratios = new double[pairs];
        for (int i = -WARM_UP; i < pairs; i++) {
            double a = seconds(figment, folder);
            double b = seconds(bare, folder);
            if (i >= 0) {
                figmentSeconds[i] = a;
                bareSeconds[i] = b;
                ratios[i] = a / b;
            }
        }
        System.out.printf(
                "figment %.3f s, bare %.3f s, ratio %.2f (median of %d pairs; quartiles %.2f to %.2f)%n",
                quantile(figmentSeconds, 0.5),
                quantile(bareSeconds, 0.5),
                quantile(ratios, 0.5),
                pairs,
                quantile(ratios, 0.25),
                quantile(ratios, 0.75));
    }

    private static double seconds(List<String> command, Path folder) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        int code = process.waitFor();
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (code != 0) {
            throw new IOException(
                    command + " ended with " + code + ":\n" + Files.readString(folder.resolve("output.txt")));
        }
        return seconds;
    }

    static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }
}
