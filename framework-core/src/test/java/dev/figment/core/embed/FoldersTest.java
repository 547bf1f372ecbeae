package dev.figment.core.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    Path root;

    @Test
    void aFolderThatIsNamedTwiceIsLookedIntoOnce() throws IOException {
        Path zoo = Files.createDirectories(root.resolve("zoo"));
        Path other = root.resolve("other");
        Path link = Files.createSymbolicLink(root.resolve("link"), zoo);
        String named = String.join(File.pathSeparator, root + "/./zoo", other.toString(), link.toString(), other + "/");
        Folders folders = new Folders(
                Map.of(
                        "FIGMENT_ZOO",
                        named,
                        "FIGMENT_HOME",
                        root.resolve("home").toString())::get,
                Map.of("figment.root", root.toString())::get);
        assertThat(folders.zoos()).containsExactly(zoo, other, root.resolve("home/zoo"));
    }
}
