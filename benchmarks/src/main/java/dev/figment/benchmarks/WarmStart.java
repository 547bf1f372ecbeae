package dev.figment.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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
                bareClassPath(),
                BareProgram.class.getName(),
                root.resolve("zoo/digits-vae/decoder.onnx").toString(),
                folder.resolve("bare.png").toString());
        Pairs times = Pairs.measure(WARM_UP, pairs, () -> run(figment, folder), () -> run(bare, folder));
        System.out.println(times.summary("figment", "bare program"));
    }

    /** What the bare program needs: this module and ONNX Runtime. */
    private static String bareClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(entry -> Files.isDirectory(entry)
                        || entry.getFileName().toString().startsWith("onnxruntime"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void run(List<String> command, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(
                    command + " ended with " + code + ":\n" + Files.readString(folder.resolve("output.txt")));
        }
    }
}
