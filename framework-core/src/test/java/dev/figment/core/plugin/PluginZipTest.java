package dev.figment.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.FigmentException;
import dev.figment.api.plugin.Contribution;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginZipTest {
    @TempDir
    Path temp;

    private Path zip(String component) throws Exception {
        return TinyPlugin.bringing("zipped", component).zipTo(temp.resolve("plugins"), temp.resolve("work"));
    }

    @Test
    void loadsFromAZip() throws Exception {
        zip("thing");
        try (PluginHost host = PluginHost.load(List.of(temp.resolve("plugins")), temp.resolve("cache"))) {
            assertThat(Catalog.of(host.plugins())
                            .require(Contribution.COMPONENT, "thing", "")
                            .pluginId())
                    .isEqualTo("zipped");
        }
    }

    @Test
    void unpacksElsewhereWhereTheCacheCannotBeWritten() throws Exception {
        zip("thing");
        Path file = Files.writeString(temp.resolve("file"), "not a folder");
        try (PluginHost host = PluginHost.load(List.of(temp.resolve("plugins")), file.resolve("cache"))) {
            assertThat(Catalog.of(host.plugins()).find(Contribution.COMPONENT, "thing"))
                    .isPresent();
        }
    }

    @Test
    void saysThatALinkLeadsNowhere() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("a.zip"), temp.resolve("nowhere.zip"));
        assertThatThrownBy(() -> PluginZip.unpack(link, temp.resolve("cache")))
                .hasMessageStartingWith(link + ": the zip cannot be read: java.nio.file.NoSuchFileException");
    }

    @Test
    void unpacksOnceUntilItChanges() throws Exception {
        Path cache = temp.resolve("cache");
        Path first = PluginZip.unpack(zip("thing"), cache);
        assertThat(PluginZip.unpack(zip("thing"), cache)).isEqualTo(first);
        assertThat(PluginZip.unpack(zip("other"), cache)).isNotEqualTo(first);
    }

    @Test
    void unpacksOnceFromManyThreads() throws Exception {
        Path zip = zip("thing");
        Path cache = temp.resolve("cache");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Path> unpack = () -> PluginZip.unpack(zip, cache);
            for (Future<Path> folder : threads.invokeAll(
                    IntStream.range(0, 16).mapToObj(i -> unpack).toList())) {
                assertThat(folder.get().resolve("plugin.properties")).isRegularFile();
            }
        } finally {
            threads.shutdown();
        }
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void refusesEntriesOutsideOfTheFolder() throws Exception {
        for (String evil : List.of("../evil.txt", "classes/../../evil.txt", "/tmp/evil.txt", "..\\evil.txt")) {
            Path zip = temp.resolve("evil.zip");
            try (OutputStream out = Files.newOutputStream(zip);
                    ZipOutputStream entries = new ZipOutputStream(out)) {
                entries.putNextEntry(new ZipEntry(evil));
                entries.write(1);
            }
            assertThatThrownBy(() -> PluginZip.unpack(zip, temp.resolve("cache")))
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("outside of the plugin's folder");
        }
        assertThat(temp.resolve("evil.txt")).doesNotExist();
        assertThat(temp.resolve("cache")).doesNotExist();
    }

    @Test
    void reportsATruncatedZip() throws Exception {
        Path zip = zip("thing");
        try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        assertThatThrownBy(() -> PluginZip.unpack(zip, temp.resolve("cache")))
                .hasMessageContaining("the zip is damaged")
                .hasMessageContaining("download or build it again");
    }

    @Test
    void reportsADamagedEntryAndLeavesNothing() throws Exception {
        Path zip = zip("thing");
        byte[] bytes = Files.readAllBytes(zip);
        // The first entry's data stands behind its header of 30 bytes and its name.
        int data = 30 + "classes/META-INF/extensions.idx".length();
        for (int i = data + 2; i < data + 8; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(zip, bytes);
        assertThatThrownBy(() -> PluginZip.unpack(zip, temp.resolve("cache")))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("damaged");
        assertThat(temp.resolve("cache")).isEmptyDirectory();
    }
}
