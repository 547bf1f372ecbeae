package dev.figment.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void write(Path target, String... texts) {
        try (AtomicFile file = AtomicFile.create(target)) {
            for (String text : texts) {
                file.output().write(text);
            }
            file.commit();
        }
    }

    @Test
    void appearsOnCommit() throws IOException {
        Path target = folder.resolve("a.txt");
        try (AtomicFile file = AtomicFile.create(target)) {
            file.output().write("déjà");
            file.output().flush();
            assertThat(target).doesNotExist();
            assertThat(names())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith(".a.txt.")
                    .endsWith(".part");
            assertThat(file.staged()).hasContent("déjà");
            file.commit();
        }
        assertThat(target).hasContent("déjà");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void leavesWhatWasThereWithoutACommit() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        try (AtomicFile file = AtomicFile.create(target)) {
            file.output().write("new");
        }
        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void leavesWhatWasThereWhenWritingFails() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> {
            try (AtomicFile file = AtomicFile.create(target)) {
                file.output().write(new byte[1 << 20]);
                throw new IllegalStateException("in the middle");
            }
        });
        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "a longer text than the new one");
        write(target, "new");
        assertThat(target).hasContent("new");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void keepsTheOrderOfSmallAndLargeWrites() throws IOException {
        Path target = folder.resolve("a.bin");
        byte[] large = new byte[200_000];
        Arrays.fill(large, (byte) 'l');
        try (AtomicFile file = AtomicFile.create(target)) {
            for (int i = 0; i < 3; i++) {
                file.output().write('s');
                file.output().write(large);
                file.output().write(large, 10, 70_000);
                file.output().write("ü");
            }
            file.commit();
        }
        String part = "s" + "l".repeat(270_000) + "ü";
        assertThat(Files.readString(target)).isEqualTo(part.repeat(3));
    }

    @Test
    void makesTheFoldersAboveIt() {
        Path target = folder.resolve("b/c/a.txt");
        AtomicFile.write(target, new byte[] {1, 2});
        assertThat(target).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void makesNoFolderWithoutACommit() {
        try (AtomicFile file = AtomicFile.create(folder.resolve("b/c/a.txt"))) {
            file.output().write("text");
            file.complete();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isOnTheDiskBeforeItTakesItsPlace() {
        Path target = folder.resolve("a.txt");
        try (AtomicFile file = AtomicFile.create(target)) {
            file.output().write("text");
            file.complete();
            assertThat(target).doesNotExist();
            assertThat(file.staged()).hasContent("text");
            file.commit();
        }
        assertThat(target).hasContent("text");
    }

    @Test
    void letsTheLastOfTwoWritersWin() throws IOException {
        Path target = folder.resolve("a.txt");
        try (AtomicFile first = AtomicFile.create(target);
                AtomicFile second = AtomicFile.create(target)) {
            first.output().write("first");
            second.output().write("second");
            second.commit();
            assertThat(target).hasContent("second");
            first.commit();
        }
        assertThat(target).hasContent("first");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void showsReadersOnlyWholeFiles() throws Exception {
        Path target = folder.resolve("a.txt");
        write(target, "0".repeat(100_000));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Boolean>> writers = IntStream.range(0, 4)
                .<Callable<Boolean>>mapToObj(writer -> () -> {
                    boolean whole = true;
                    for (int i = 0; i < 10; i++) {
                        write(
                                target,
                                Integer.toString(writer).repeat(50_000),
                                Integer.toString(writer).repeat(50_000));
                        String read = Files.readString(target);
                        whole &= read.length() == 100_000
                                && read.chars().distinct().count() == 1;
                    }
                    return whole;
                })
                .toList();
        for (var whole : threads.invokeAll(writers)) {
            assertThat(whole.get()).isTrue();
        }
        threads.shutdown();
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void followsALinkToItsFile() throws IOException {
        Path real =
                Files.writeString(Files.createDirectory(folder.resolve("real")).resolve("a.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), real);
        write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void takesEachNameThatTheFileSystemTakes() throws IOException {
        for (String character : List.of("a", "é", "字", "😀")) {
            int bytes = character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            for (int more = 0; more < 2; more++) {
                Path target = folder.resolve("x".repeat(more) + character.repeat((255 - more) / bytes));
                write(target, "text");
                assertThat(target).hasContent("text");
            }
        }
    }

    @Test
    void refusesAFolderAndAPlaceBelowAFile() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> AtomicFile.create(folder.resolve("sub")))
                .withMessage(folder.resolve("sub") + ": cannot write a file here: it is a folder; name a file in it")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
        for (String below : List.of("file/a.txt", "file/b/a.txt")) {
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> AtomicFile.create(folder.resolve(below)))
                    .withMessageStartingWith(
                            folder.resolve(below) + ": cannot write here: a part of the path is a file")
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
        }
        assertThat(names()).containsExactly("file", "sub");
    }

    @Test
    void refusesADevice() {
        Path device = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(device), "there is no /dev/null here");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> AtomicFile.create(device))
                .withMessage("/dev/null: cannot write a file here: it is a device or a pipe; name a regular file");
    }

    @Test
    void saysWhereNothingMayBeWritten() {
        Path kernel = Path.of("/proc/figment.txt");
        Assumptions.assumeTrue(Files.isDirectory(kernel.getParent()), "there is no /proc here");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> AtomicFile.create(kernel))
                .withMessageStartingWith("/proc/figment.txt: cannot write here: ");
    }

    @Test
    void discardsWhenTheTargetBecameAFolder() throws IOException {
        Path target = folder.resolve("a.txt");
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.createDirectory(target);
            Files.writeString(target.resolve("inside"), "");
            assertThatExceptionOfType(FigmentException.class).isThrownBy(file::commit);
        }
        assertThat(names()).containsExactly("a.txt");
        assertThat(target.resolve("inside")).exists();
    }
}
