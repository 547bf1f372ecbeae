package dev.figment.core.plugin.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are made to do harm are refused with a reason, before anything of them is on the disk. */
class HostileArchiveTest {
    private static final int ENTRY = 0x02014b50;

    @TempDir
    Path temp;

    private Path zip(String... names) throws IOException {
        Path zip = temp.resolve("plugin.zip");
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(1);
            }
        }
        return zip;
    }

    private static void refuses(Path zip, String message) {
        assertThatExceptionOfType(RefusedArchive.class)
                .isThrownBy(() -> PluginArchive.open(zip))
                .withMessageContaining(message);
    }

    /** Changes bytes of the first entry in the directory. */
    private static Path patched(Path zip, int offset, int value) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (bytes.getInt(at) != ENTRY) {
            at++;
        }
        bytes.putInt(at + offset, value);
        return Files.write(zip, bytes.array());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "lib/../../evil", "/etc/evil", "C:/evil", "C:evil", "..\\evil", "lib/..", ".."})
    void refusesNamesThatLeadOutside(String name) throws IOException {
        refuses(zip("plugin.properties", name), "'" + name + "' would be written outside of the plugin's folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib//a", "./a", "a\nb", "a\u0000b", "//"})
    void refusesNamesThatAreNoPaths(String name) throws IOException {
        assertThatExceptionOfType(RefusedArchive.class).isThrownBy(() -> PluginArchive.open(zip(name)));
    }

    @Test
    void refusesNamesThatAreTooLong() throws IOException {
        refuses(zip("a".repeat(300)), "longer than a file's may be");
        refuses(zip("a/".repeat(60) + "b"), "folders deep");
    }

    @ParameterizedTest
    @CsvSource({"lib/A.jar,lib/a.jar", "Lib/a,lib/b", "stra\u00DFe,STRASSE", "\u00E9,e\u0301"})
    void refusesNamesThatAreOneWhereCaseDoesNotCount(String one, String other) throws IOException {
        refuses(zip(one, other), "are the same file where upper and lower case are");
    }

    @Test
    void refusesAFileThatIsAFolderToo() throws IOException {
        refuses(zip("lib", "lib/a.jar"), "'lib' is both a file and a folder");
    }

    @Test
    void refusesLinksAndDevices() throws IOException {
        refuses(withMode(0xA1FF), "'lib/a.jar' is a link");
        refuses(withMode(0x61FF), "'lib/a.jar' is a device or a pipe");
        assertThat(PluginArchive.open(withMode(0x81A4)).files()).containsExactly("lib/a.jar");
    }

    private Path withMode(int mode) throws IOException {
        Path zip = zip("lib/a.jar");
        // "Version made by": 2.0 on Unix, and the version that is needed: 2.0.
        patched(zip, 4, 20 | 3 << 8 | 20 << 16);
        return patched(zip, 38, mode << 16);
    }

    @Test
    void refusesAnEntryThatClaimsMoreThanIsAllowed() throws IOException {
        refuses(patched(zip("big"), 24, 0x7FFFFFFF), "would unpack to more than 64 MiB");
    }

    @Test
    void refusesABombWhoseSizesLie() throws IOException {
        Path zip = temp.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("bomb"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                out.write(zeros);
            }
        }
        patched(zip, 24, 10);
        Path folder = Files.createDirectory(temp.resolve("out"));
        assertThatThrownBy(() -> PluginArchive.open(zip).unpack(folder)).isInstanceOf(IOException.class);
        assertThat(size(folder)).isLessThan(70L << 20);
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void refusesAMillionEntriesInLittleMemory() throws IOException {
        Path zip = temp.resolve("million.zip");
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip), 1 << 16))) {
            out.setMethod(ZipOutputStream.DEFLATED);
            for (int i = 0; i < 60_000; i++) {
                out.putNextEntry(new ZipEntry("entry-" + i));
            }
        }
        refuses(zip, "it has 60000 entries, and may have 20000");
        refusesInLittleMemory(directoryOf(1_000_000, 1), "directory takes");
        refusesInLittleMemory(directoryOf(100_000, 1), "it has more than 20000 entries");
    }

    private static void refusesInLittleMemory(Path zip, String message) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        refuses(zip, message);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
    }

    @Test
    void refusesAMillionEntriesOfAJarInIt() throws IOException {
        Path jar = directoryOf(400_000, 1);
        Path zip = temp.resolve("plugin.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("lib/many.jar"));
            Files.copy(jar, out);
        }
        Path folder = Files.createDirectory(temp.resolve("out"));
        assertThatExceptionOfType(RefusedArchive.class)
                .isThrownBy(() -> PluginArchive.open(zip).unpack(folder))
                .withMessageContaining("of its jar 'lib/many.jar': its directory takes");
    }

    /** A directory of so many entries, that says it has but so few. */
    private Path directoryOf(int entries, int claimed) throws IOException {
        Path zip = temp.resolve("directory.zip");
        ByteBuffer entry = ByteBuffer.allocate(46 + 7).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(0, ENTRY).putShort(28, (short) 7);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip), 1 << 16)) {
            for (int i = 0; i < entries; i++) {
                entry.put(46, String.format("%07d", i).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                out.write(entry.array());
            }
            ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
            end.putInt(0, 0x06054b50).putShort(8, (short) claimed).putShort(10, (short) claimed);
            end.putInt(12, entries * entry.capacity());
            out.write(end.array());
        }
        return zip;
    }

    @Test
    void refusesEncryptedEntriesAndZip64() throws IOException {
        refuses(patched(zip("a"), 8, 1 | 8 << 16), "'a' is encrypted");
        Path zip = temp.resolve("many.zip");
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip), 1 << 16))) {
            for (int i = 0; i < 66_000; i++) {
                out.putNextEntry(new ZipEntry("e" + i));
            }
        }
        refuses(zip, "zip64");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 40, 90})
    void saysThatAZipIsDamaged(int length) throws IOException {
        byte[] whole = Files.readAllBytes(zip("plugin.properties"));
        Path cut = Files.write(temp.resolve("cut.zip"), java.util.Arrays.copyOf(whole, length));
        assertThatExceptionOfType(ZipException.class).isThrownBy(() -> PluginArchive.open(cut));
    }

    @Test
    void saysThatSomethingFollowsTheEnd() throws IOException {
        Path zip = zip("plugin.properties");
        Files.write(zip, new byte[] {1, 2, 3}, java.nio.file.StandardOpenOption.APPEND);
        assertThatExceptionOfType(ZipException.class)
                .isThrownBy(() -> PluginArchive.open(zip))
                .withMessageContaining("something follows its end");
    }
}
