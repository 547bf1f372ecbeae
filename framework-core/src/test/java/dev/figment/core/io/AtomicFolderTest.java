package dev.figment.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
    @TempDir
    Path parent;

    /** All files below the parent, relative to it. */
    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(parent)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> parent.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static void write(AtomicFolder folder, String name, String text) {
        folder.write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void appearsWholeOnCommit() throws IOException {
        Path target = parent.resolve("new/out");
        try (AtomicFolder folder = AtomicFolder.create(target)) {
            write(folder, "a.txt", "a");
            write(folder, "b.txt", "b");
            assertThat(target).doesNotExist();
            folder.commit();
        }
        assertThat(files()).containsExactly("new/out/a.txt", "new/out/b.txt");
        assertThat(target.resolve("b.txt")).hasContent("b");
    }

    @Test
    void takesFilesThatOthersWriteOrThatAreCopied() throws IOException {
        Path from = Files.writeString(parent.resolve("from"), "x".repeat(3 << 20));
        try (AtomicFolder folder = AtomicFolder.create(parent.resolve("out"))) {
            folder.copy("a.txt", from);
            Files.writeString(folder.stage("b.txt"), "b");
            folder.commitNew();
        }
        assertThat(files()).containsExactly("from", "out/a.txt", "out/b.txt");
        assertThat(parent.resolve("out/a.txt")).hasSameBinaryContentAs(from);
    }

    @Test
    void doesNotTouchWhatIsThereWhereItMustBeNew() throws IOException {
        Path target = Files.createDirectories(parent.resolve("out"));
        Files.writeString(target.resolve("a.txt"), "before");
        try (AtomicFolder folder = AtomicFolder.create(target)) {
            write(folder, "a.txt", "after");
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(folder::commitNew)
                    .withMessageContaining("it exists already");
        }
        assertThat(files()).containsExactly("out/a.txt");
        assertThat(target.resolve("a.txt")).hasContent("before");
    }

    @Test
    void saysWhatCannotBeCopied() throws IOException {
        try (AtomicFolder folder = AtomicFolder.create(parent.resolve("out"))) {
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> folder.copy("a.txt", parent.resolve("missing")))
                    .withMessageContaining("missing");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void leavesNothingWithoutACommit() throws IOException {
        Path target = parent.resolve("out");
        try (AtomicFolder folder = AtomicFolder.create(target);
                AtomicFolder below = AtomicFolder.create(target.resolve("b/c"))) {
            write(folder, "a.txt", "a");
            write(below, "a.txt", "a");
        }
        assertThat(parent).isEmptyDirectory();
        Files.createDirectory(target);
        Files.writeString(target.resolve("a.txt"), "old");
        try (AtomicFolder folder = AtomicFolder.create(target)) {
            write(folder, "a.txt", "new");
            write(folder, "b.txt", "new");
        }
        assertThat(files()).containsExactly("out/a.txt");
        assertThat(target.resolve("a.txt")).hasContent("old");
    }

    @Test
    void replacesFilesOfTheSameNameAndNoOthers() throws IOException {
        Path target = Files.createDirectory(parent.resolve("out"));
        Files.writeString(target.resolve("a.txt"), "old a");
        Files.writeString(target.resolve("c.txt"), "old c");
        try (AtomicFolder folder = AtomicFolder.create(target)) {
            write(folder, "a.txt", "new a");
            write(folder, "b.txt", "new b");
            folder.commit();
        }
        assertThat(files()).containsExactly("out/a.txt", "out/b.txt", "out/c.txt");
        assertThat(target.resolve("a.txt")).hasContent("new a");
        assertThat(target.resolve("c.txt")).hasContent("old c");
        assertThat(parent.toFile().list()).containsExactly("out");
    }

    @Test
    void replacesNothingWhereAFolderStandsInTheWay() throws IOException {
        Path target = Files.createDirectory(parent.resolve("out"));
        Files.writeString(target.resolve("a.txt"), "old a");
        Files.createDirectory(target.resolve("b.txt"));
        try (AtomicFolder folder = AtomicFolder.create(target)) {
            write(folder, "a.txt", "new a");
            write(folder, "b.txt", "new b");
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(folder::commit)
                    .withMessageStartingWith(target.resolve("b.txt") + ": cannot write a file here: it is a folder")
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
        }
        assertThat(files()).containsExactly("out/a.txt");
        assertThat(target.resolve("a.txt")).hasContent("old a");
        assertThat(parent.toFile().list()).containsExactly("out");
    }

    @Test
    void takesTheFilesOfSeveralWritersAtOnce() throws Exception {
        int writers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        for (int round = 0; round < 20; round++) {
            Path target = parent.resolve("out" + round);
            CyclicBarrier ready = new CyclicBarrier(writers);
            List<Callable<Path>> all = IntStream.range(0, writers)
                    .<Callable<Path>>mapToObj(writer -> () -> {
                        try (AtomicFolder folder = AtomicFolder.create(target)) {
                            write(folder, writer + ".txt", "own");
                            write(folder, "common.txt", "common");
                            ready.await();
                            folder.commit();
                        }
                        return target;
                    })
                    .toList();
            for (var done : threads.invokeAll(all)) {
                assertThat(done.get().toFile().list())
                        .containsExactlyInAnyOrder("0.txt", "1.txt", "2.txt", "3.txt", "common.txt");
            }
        }
        threads.shutdown();
        assertThat(parent.toFile().list()).hasSize(20);
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(parent.resolve("a.txt"), "text");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> AtomicFolder.create(file))
                .withMessage(file + ": cannot write a folder here: it is a file;"
                        + " name another folder, or move the file away")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> AtomicFolder.create(file.resolve("sub")))
                .withMessageContaining("a part of the path is a file");
        assertThat(files()).containsExactly("a.txt");
    }

    @Test
    void takesEachNameOnceAndNoPaths() throws IOException {
        try (AtomicFolder folder = AtomicFolder.create(parent.resolve("out"))) {
            write(folder, "a.txt", "a");
            for (String name : List.of("a.txt", "../b.txt", "b/c.txt", "..")) {
                assertThatIllegalArgumentException().isThrownBy(() -> write(folder, name, "b"));
            }
        }
        assertThat(files()).isEmpty();
    }
}
