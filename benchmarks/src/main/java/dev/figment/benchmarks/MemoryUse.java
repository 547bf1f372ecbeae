package dev.figment.benchmarks;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The memory of the pipeline of {@code configs/round-trip.yaml} for 6,000, 60,000 and 600,000 images, the data set
 * repeated as needed: the peak of what the process has resident (on Linux) and of the direct buffers. A Java of its own
 * for each count, with the collector that {@code figment} uses. Argument: the repository's root.
 */
public final class MemoryUse {
    private static final int[] COUNTS = {6_000, 60_000, 600_000};

    private MemoryUse() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 1) {
            measure(Path.of(args[0]).toAbsolutePath().normalize(), Integer.parseInt(args[1]));
            return;
        }
        for (int count : COUNTS) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MemoryUse.class.getName(),
                            args[0],
                            Integer.toString(count))
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("the run of " + count + " images failed");
            }
        }
    }

    private static void measure(Path root, int count) throws IOException {
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow();
        long[] most = new long[1];
        try (RoundTrip pipeline = new RoundTrip(root, new Digits(count))) {
            long arrived = pipeline.run(done -> most[0] = Math.max(most[0], direct.getMemoryUsed()));
            System.out.printf(
                    Locale.ROOT,
                    "%,d images: at most %d MiB of direct buffers, %s MiB resident%n",
                    arrived,
                    most[0] >> 20,
                    resident());
        }
    }

    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return "an unknown number of";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.toString(Long.parseLong(line.replaceAll("\\D", "")) >> 10))
                .findFirst()
                .orElse("an unknown number of");
    }
}
