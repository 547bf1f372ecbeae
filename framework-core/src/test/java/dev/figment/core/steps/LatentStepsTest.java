package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Batches;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.error.FigmentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatentStepsTest {
    private static final ComponentRef WITH = new ComponentRef("with");
    private static final Position AT = new Position(new Seed(1), 0);

    private static List<float[]> grid(int columns, int rows, List<Integer> dimensions) {
        LatentGrid step = new LatentGrid(new LatentGrid.Config(WITH, columns, rows, dimensions), new Flow.Twice(1, 3));
        List<float[]> points = new ArrayList<>();
        try (Batches<Latents> flow = step.open(new Seed(1))) {
            flow.forEachRemaining(batch -> {
                for (int i = 0; i < batch.size(); i++) {
                    points.add(batch.mean().rows(i, i + 1).toFloatArray());
                }
            });
        }
        return points;
    }

    /** Quantiles 1/6, 1/2 and 5/6 of the normal distribution are ±0.9674 and 0; 1/4 and 3/4 are ±0.6745. */
    @Test
    void aGridHasTheQuantilesOfTheNormalDistribution() {
        List<float[]> points = grid(3, 2, List.of(2, 0));
        assertThat(points).hasSize(6);
        assertThat(points.get(0)).containsExactly(new float[] {0.6745f, 0, -0.9674f}, within(1e-4f));
        assertThat(points.get(1)).containsExactly(new float[] {0.6745f, 0, 0}, within(1e-4f));
        assertThat(points.get(5)).containsExactly(new float[] {-0.6745f, 0, 0.9674f}, within(1e-4f));
    }

    @Test
    void aGridNeedsTwoDimensionsThatThereAre() {
        assertThatThrownBy(() -> grid(3, 2, List.of(0, 3)))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("no dimension 3")
                .hasMessageContaining("from 0 to 2");
        assertThatThrownBy(() -> new LatentGrid.Config(WITH, 3, 2, List.of(1, 1)))
                .hasMessageContaining("different");
    }

    @Test
    void traversingChangesOneDimension() {
        Latents latents = Flow.latents(new float[] {1, 2}, new float[] {3, 4});
        Latents points = new Traverse(new Traverse.Config(1, -1, 1, 3)).apply(latents, AT);
        assertThat(points.mean().toFloatArray()).containsExactly(1, -1, 1, 0, 1, 1, 3, -1, 3, 0, 3, 1);
        assertThatThrownBy(() -> new Traverse(new Traverse.Config(2, -1, 1, 3)).apply(latents, AT))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("no dimension 2");
    }

    @Test
    void theNearestImagesFollowEachImage(@TempDir Path folder) {
        float[] greys = {0, 51 / 255f, 102 / 255f, 1};
        WriteImages write = new WriteImages(new WriteImages.Config(Flow.to(folder, "many")));
        Flow.pipeline(Flow.of(Flow.images(2, 2, List.of("a", "b", "c", "d"), greys)), write)
                .run();
        Nearest step = new Nearest(
                new Nearest.Config(WITH, new DataRef("many", folder), 2, null, 1),
                new Flow.Twice(2, 2),
                Flow.datasets(folder));
        Images asked = Flow.images(2, 2, List.of(), 0.15f, 0.9f);
        Images all = step.apply(asked, AT);
        float[] pixels = all.pixels().toFloatArray();
        List<Float> firsts = new ArrayList<>();
        for (int i = 0; i < pixels.length; i += 4) {
            firsts.add(pixels[i]);
        }
        assertThat(firsts).containsExactly(0.15f, greys[1], greys[0], 0.9f, greys[3], greys[2]);
        assertThatThrownBy(() -> new Nearest(
                        new Nearest.Config(WITH, new DataRef("many", folder), 5, null, 1),
                        new Flow.Twice(2, 2),
                        Flow.datasets(folder)))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("it has 4 images");
    }

    /** What does not depend on neighbours is the same in tiles as at once, and no pixel is left out. */
    @Test
    void tilesArePutTogetherWithoutASeam() {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, 2, 3, 50, 37);
        new Seed(3).fillNormal(pixels.floats());
        Images images = new Images(pixels, List.of("a", "b"));
        Denoise half = new Denoise(new Denoise.Config(WITH, 16, 5), (tile, at) -> {
            assertThat(tile.height()).isEqualTo(16);
            Tensor halved = Tensor.allocate(tile.pixels().type(), tile.pixels().shape());
            for (int i = 0; i < halved.count(); i++) {
                halved.floats().put(i, tile.pixels().floats().get(i) / 2);
            }
            return new Images(halved, tile.names());
        });
        Images found = half.apply(images, AT);
        assertThat(found.names()).containsExactly("a", "b");
        float[] expected = pixels.toFloatArray();
        float[] is = found.pixels().toFloatArray();
        for (int i = 0; i < is.length; i++) {
            assertThat(is[i]).isCloseTo(expected[i] / 2, within(1e-6f));
        }
    }

    @Test
    void aSmallImageIsOneTile() {
        Images images = Flow.images(9, 7, List.of("a"), 0.25f);
        Images found = new Denoise(new Denoise.Config(WITH, 16, 5), (tile, at) -> tile).apply(images, AT);
        assertThat(found.pixels().toFloatArray()).isEqualTo(images.pixels().toFloatArray());
    }

    @Test
    void whatChangesTheSizeIsRefused() {
        Denoise step = new Denoise(new Denoise.Config(WITH, 16, 5), (tile, at) -> Flow.images(3, 3, List.of(), 0.5f));
        assertThatThrownBy(() -> step.apply(Flow.images(9, 7, List.of(), 0.25f), AT))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("leaves the size");
        assertThatThrownBy(() -> new Denoise.Config(WITH, 16, 8)).hasMessageContaining("overlap is from 0 to 7");
    }
}
