package dev.figment.core.plugin.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPackerTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(temp.resolve("plugin"));
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("plugin.properties"), "plugin.id=a");
        Files.writeString(folder.resolve("lib/a.jar"), "a");
    }

    @Test
    void givesTheSameBytesForTheSameFiles() throws IOException {
        FolderPacker.pack(folder, temp.resolve("one.zip"));
        Files.setLastModifiedTime(folder.resolve("lib/a.jar"), FileTime.fromMillis(0));
        FolderPacker.pack(folder, temp.resolve("two.zip"));
        assertThat(temp.resolve("one.zip")).hasSameBinaryContentAs(temp.resolve("two.zip"));
        assertThat(PluginArchive.open(temp.resolve("one.zip")).files())
                .containsExactly("lib/a.jar", "plugin.properties");
    }

    @Test
    void refusesLinks() throws IOException {
        Files.createSymbolicLink(folder.resolve("lib/b.jar"), folder.resolve("lib/a.jar"));
        assertThatExceptionOfType(RefusedArchive.class)
                .isThrownBy(() -> FolderPacker.pack(folder, temp.resolve("one.zip")))
                .withMessageContaining("'lib/b.jar' is a link");
    }

    @Test
    void refusesLinksToFolders() throws IOException {
        Files.createSymbolicLink(folder.resolve("more"), temp);
        assertThatExceptionOfType(RefusedArchive.class)
                .isThrownBy(() -> FolderPacker.pack(folder, temp.resolve("one.zip")))
                .withMessageContaining("'more' is a link");
    }
}
