package dev.figment.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.FigmentException;
import dev.figment.core.plugin.PluginHost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    @Test
    void patienceIsAWholeNumberOfSeconds() {
        assertThat(patience("")).isEqualTo(PluginHost.PATIENCE);
        assertThat(patience("3600")).isEqualTo(Duration.ofHours(1));
        for (String wrong : List.of("0", "3601", "-1", "1.5", "a minute", "99999999999")) {
            assertThatThrownBy(() -> patience(wrong))
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("'" + wrong + "' is no number of seconds");
        }
    }

    private static Duration patience(String seconds) {
        return new Folders(Map.of("FIGMENT_PLUGIN_SECONDS", seconds)::get, name -> null).patience();
    }
}
