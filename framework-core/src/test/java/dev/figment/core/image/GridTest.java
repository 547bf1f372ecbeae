package dev.figment.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
    /** Images of one pixel with the levels 1, 2, 3 and so on. */
    private static Images numbered(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i + 1) / 255f;
        }
        return Samples.pixels(values);
    }

    private static Grid grid(int columns, int stack, int padding, int scale) {
        return new Grid(new Grid.Layout(columns, stack, padding, scale), "grid.png");
    }

    /** The levels, row by row. */
    private static String drawn(Grid grid) {
        Bitmap bitmap = grid.draw();
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < bitmap.height(); y++) {
            text.append(y == 0 ? "" : "/");
            for (int x = 0; x < bitmap.width(); x++) {
                text.append(bitmap.sample(y, x, 0));
            }
        }
        return text.toString();
    }

    private static Images black(int count, int channels, int height, int width) {
        return Images.of(Tensor.allocate(ElementType.FLOAT32, count, channels, height, width));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 1, 0, 1, 6, 123/456",
        "3, 1, 0, 1, 5, 123/450",
        "9, 1, 0, 1, 2, 12",
        "2, 1, 1, 1, 3, 00000/01020/00000/03000/00000",
        "2, 1, 0, 2, 3, 1122/1122/3300/3300",
        "2, 2, 0, 1, 8, 13/24/57/68",
        "2, 2, 0, 1, 5, 13/24/50/00",
        "0, 1, 0, 1, 9, 123/456/789",
        "0, 3, 0, 1, 9, 147/258/369"
    })
    void laysImagesOut(int columns, int stack, int padding, int scale, int images, String expected) {
        Grid grid = grid(columns, stack, padding, scale);
        grid.add(numbered(images));
        assertThat(grid.size()).isEqualTo(images);
        assertThat(drawn(grid)).isEqualTo(expected);
    }

    @Test
    void doesNotDependOnHowImagesCome() {
        Grid whole = grid(0, 2, 1, 3);
        Grid parts = grid(0, 2, 1, 3);
        Images images = numbered(11);
        whole.add(images);
        for (int i = 0; i < 11; i++) {
            parts.add(Images.of(images.pixels().rows(i, i + 1)));
        }
        assertThat(parts.draw()).isEqualTo(whole.draw());
    }

    @ParameterizedTest
    @CsvSource({"1, 28, 28, 1", "12, 28, 28, 4", "80, 28, 28, 10", "7, 28, 28, 3", "4, 10, 100, 1", "4, 100, 10, 4"})
    void isAboutAsWideAsHighAndWithoutGapsWhereItCanBe(int cells, int height, int width, int columns) {
        assertThat(Grid.nearSquare(cells, height, width)).isEqualTo(columns);
    }

    @Test
    void refusesImagesOfDifferentSizes() {
        Grid grid = grid(0, 1, 0, 1);
        grid.add(black(1, 1, 4, 5));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> grid.add(black(1, 3, 4, 5)))
                .withMessage("grid.png: image 1 is 5×4 colour, the first is 5×4 grey;"
                        + " give read-images a size and a number of channels")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
        assertThatExceptionOfType(FigmentException.class).isThrownBy(() -> grid.add(black(1, 1, 5, 4)));
    }

    @Test
    void refusesToGrowWithoutBounds() {
        Grid grid = grid(0, 1, 1000, 64);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> grid.add(black(100, 1, 28, 28)))
                .withMessageContaining("grid.png: a grid of 13 images or more would exceed 100000000 pixels")
                .withMessageContaining("use write-images");
        Grid last = grid(400, 1, 0, 64);
        last.add(black(401, 1, 4, 4));
        Grid gaps = grid(1000, 1, 0, 64);
        gaps.add(black(1001, 1, 4, 4));
        assertThat(last.draw()).hasToString("102400×512 grey");
        assertThatExceptionOfType(FigmentException.class).isThrownBy(gaps::draw);
    }

    @Test
    void hasNothingToDrawWithoutImages() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(grid(0, 1, 0, 1)::draw)
                .withMessage("grid.png: no image came to be written");
    }
}
