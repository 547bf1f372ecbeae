package dev.figment.core.plugin.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.core.plugin.PluginHost;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that install at the same time wait for each other, and none removes what another has not finished. */
class SeveralInstallersTest {
    @TempDir
    Path temp;

    /**
     * Installs plugins.
     *
     * @param arguments the home folder, then zips
     */
    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        PluginInstaller installer = new PluginInstaller(
                home, List.of(home.resolve("plugins")), home.resolve("cache"), List::of, PluginHost.PATIENCE);
        for (String zip : List.of(arguments).subList(1, arguments.length)) {
            installer.install(zip, InstallOptions.TRUST);
        }
    }

    @Test
    void eachInstallsItsOwnAndOneThatIsCommon() throws IOException, InterruptedException {
        Shop shop = new Shop(temp);
        String common = shop.zip("common", "1.0.0").toString();
        List<Process> processes = new ArrayList<>();
        for (String id : List.of("one", "two", "three")) {
            String own = shop.zip(id, "1.0.0").toString();
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SeveralInstallersTest.class.getName(),
                            shop.home.toString(),
                            common,
                            own)
                    .redirectErrorStream(true)
                    .redirectOutput(new File(temp.toFile(), id + ".txt"))
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(shop.works().keySet()).containsExactly("common", "one", "three", "two");
        assertThat(shop.verify()).allSatisfy(plugin -> {
            assertThat(plugin.problems()).isEmpty();
            assertThat(plugin.record()).isPresent();
        });
        assertThat(new String(
                                java.nio.file.Files.readAllBytes(shop.home.resolve("trusted-plugins")),
                                StandardCharsets.UTF_8)
                        .lines())
                .hasSize(4);
    }
}
