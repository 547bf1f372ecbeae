package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Audio;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.Text;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.PreviewFormat;
import dev.figment.train.loop.PreviewFormat.Medium;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PreviewFilesTest {
    private static Images images(int count, int side) {
        return Images.of(Tensor.allocate(ElementType.FLOAT32, count, 1, side, side));
    }

    private static int[] size(Preview preview) throws IOException {
        List<PreviewFormat.File> files = new PreviewFiles().encode(preview);
        assertThat(files).hasSize(1);
        assertThat(files.get(0).medium()).isEqualTo(Medium.PNG);
        var picture = ImageIO.read(new ByteArrayInputStream(files.get(0).content()));
        return new int[] {picture.getWidth(), picture.getHeight()};
    }

    @Test
    void imagesBecomeOnePicture() throws IOException {
        assertThat(size(Preview.of(images(16, 100)))).containsExactly(2 + 8 * 102, 2 + 2 * 102);
        assertThat(size(new Preview.Picture(images(16, 100), 2))).containsExactly(2 + 8 * 102, 2 + 2 * 102);
        assertThat(size(new Preview.Picture(images(6, 100), 3))).containsExactly(2 + 2 * 102, 2 + 3 * 102);
    }

    @Test
    void smallImagesAreShownTwiceAsLarge() throws IOException {
        assertThat(size(Preview.of(images(1, 28)))).containsExactly(60, 60);
    }

    @Test
    void eachSoundIsAWav() {
        Tensor samples = Tensor.ofFloats(new float[] {0, 1, -1, 0.5f}, 2, 2);
        List<PreviewFormat.File> files = new PreviewFiles().encode(Preview.of(new Audio(samples, 8000, List.of())));
        assertThat(files).extracting(PreviewFormat.File::medium).containsExactly(Medium.WAV, Medium.WAV);
        assertThat(files.get(0).content()).hasSize(48).endsWith(0, 0, 0xff, 0x7f);
        assertThat(files.get(1).content()).endsWith(0x01, 0x80, 0, 0x40);
    }

    @Test
    void textsFollowOneAnother() {
        List<PreviewFormat.File> files = new PreviewFiles().encode(Preview.of(new Text(List.of("Für Elise", "2"))));
        assertThat(files).hasSize(1);
        assertThat(files.get(0).medium()).isEqualTo(Medium.TEXT);
        assertThat(new String(files.get(0).content(), StandardCharsets.UTF_8))
                .isEqualTo("Für Elise\n\n" + "-".repeat(72) + "\n\n2\n");
    }
}
