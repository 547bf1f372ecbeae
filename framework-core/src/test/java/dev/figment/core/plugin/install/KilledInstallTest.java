package dev.figment.core.plugin.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that changes plugins is ended by {@code kill -9} at random moments: {@code -Dfigment.kills=50} does so fifty
 * times. What is there afterwards is one of the versions, whole, or nothing where it was just removed.
 */
class KilledInstallTest {
    private static final int KILLS = Integer.getInteger("figment.kills", 3);
    private static final List<String> VERSIONS = List.of("1.0.0", "1.1.0", "1.2.0", "1.3.0");

    @TempDir
    Path temp;

    @Test
    void leavesTheOldOrTheNewPluginWhole() throws IOException, InterruptedException {
        Shop shop = new Shop(temp);
        List<String> zips = new ArrayList<>();
        for (String version : VERSIONS) {
            zips.add(shop.zip("one", version).toString());
        }
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            int micros = random.nextInt(400_000);
            killAfter(micros, shop, zips);
            requireWhole(shop, "killed after " + micros + " µs");
        }
        shop.installer.recorded().forEach(shop.installer::remove);
        shop.installer.install(zips.get(0), InstallOptions.TRUST);
        assertThat(shop.works()).isEqualTo(Map.of("one", "1.0.0"));
        assertThat(shop.content()).noneMatch(name -> name.contains(".installing-") || name.contains(".part"));
        assertThat(shop.content())
                .filteredOn(name -> name.contains(".installed"))
                .hasSize(1);
    }

    private static void requireWhole(Shop shop, String when) {
        Map<String, String> works = shop.works();
        assertThat(works.keySet()).as(when).isSubsetOf("one");
        works.values().forEach(version -> assertThat(VERSIONS).as(when).contains(version));
        assertThat(shop.verify()).as(when).allSatisfy(plugin -> {
            assertThat(plugin.problems()).isEmpty();
            assertThat(plugin.record()).isPresent();
        });
    }

    /** Starts it, and kills it so long after its first change. */
    private void killAfter(int micros, Shop shop, List<String> zips) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessInstaller.class.getName(),
                shop.home.toString()));
        command.addAll(zips);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.equals("round")) {
                assertThat(line).startsWith("SLF4J");
                line = out.readLine();
            }
            assertThat(line).as("it worked").isNotNull();
            assertThat(process.waitFor(micros, TimeUnit.MICROSECONDS)).isFalse();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
