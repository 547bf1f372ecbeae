package dev.figment.core.embed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.FigmentException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigmentTest {
    @TempDir
    Path folder;

    /** What is locked is not what is here: this Figment has another version. */
    @Test
    void refusesWhatIsNotLocked() throws IOException {
        ImageIO.write(
                new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                folder.resolve("picture.png").toFile());
        Path config = Files.writeString(
                folder.resolve("run.yaml"),
                "name: t\nsteps: [ read-images: { from: picture.png }, write-grid: out.png ]\n");
        Folders folders = new Folders(
                Map.of("FIGMENT_HOME", folder.resolve("home").toString())::get, Map.of("user.home", "/nowhere")::get);
        Path lock = folder.resolve("figment.lock");
        Files.writeString(lock, "configs: { other.yaml: { plugins: { figment: 0.0.1 }, models: {} } }");
        Figment.load(config, List.of(), folders).close();
        Files.writeString(lock, "configs: { run.yaml: { plugins: { figment: 0.0.1 }, models: {} } }");
        assertThatThrownBy(() -> Figment.load(config, List.of(), folders))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("locked to the plugin 'figment' as version 0.0.1");
    }
}
