package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void showsPathsFromTheWorkingFolderOn() {
        Path working = Path.of("").toAbsolutePath();
        assertThat(Output.shown(working.resolve("out/../out/a.png")))
                .isEqualTo(Path.of("out", "a.png").toString());
        assertThat(Output.shown(working)).isEqualTo(".");
        assertThat(Output.shown(working.resolveSibling("elsewhere")))
                .isEqualTo(working.resolveSibling("elsewhere").toString());
    }
}
