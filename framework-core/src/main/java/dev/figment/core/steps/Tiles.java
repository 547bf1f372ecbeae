package dev.figment.core.steps;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;
import java.util.function.UnaryOperator;

/** Images cut into tiles that overlap, and put together again: where several tiles have a pixel, it is their weighted mean. */
final class Tiles {
    private final Images images;
    private final int[] tops;
    private final int[] lefts;
    private final int height;
    private final int width;
    private final int overlap;
    private final Tensor sums;
    private final float[] weights;

    /**
     * @param size of a tile, where the images are as large
     */
    Tiles(Images images, int size, int overlap) {
        this.images = images;
        this.height = Math.min(size, images.height());
        this.width = Math.min(size, images.width());
        this.overlap = overlap;
        this.tops = starts(images.height(), height);
        this.lefts = starts(images.width(), width);
        this.sums = Tensor.allocate(ElementType.FLOAT32, images.pixels().shape());
        this.weights = new float[images.height() * images.width()];
    }

    /** Where tiles begin: the last one ends with the image. */
    private int[] starts(int length, int tile) {
        int step = Math.max(1, tile - overlap);
        int count = length <= tile ? 1 : (length - tile + step - 1) / step + 1;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = Math.min(i * step, length - tile);
        }
        return starts;
    }

    /** Puts what becomes of each tile into its place. */
    void forEach(UnaryOperator<Images> work) {
        for (int top : tops) {
            for (int left : lefts) {
                add(work.apply(cut(top, left)), top, left);
            }
        }
    }

    private Images cut(int top, int left) {
        int planes = images.size() * images.channels();
        Tensor tile = Tensor.allocate(ElementType.FLOAT32, images.size(), images.channels(), height, width);
        FloatBuffer to = tile.floats();
        FloatBuffer from = images.pixels().floats();
        for (int plane = 0; plane < planes; plane++) {
            for (int row = 0; row < height; row++) {
                to.put((plane * height + row) * width, from, place(plane, top + row, left), width);
            }
        }
        return new Images(tile, images.names());
    }

    private int place(int plane, int row, int column) {
        return (plane * images.height() + row) * images.width() + column;
    }

    private void add(Images tile, int top, int left) {
        float[] down = fades(height, top, images.height());
        float[] across = fades(width, left, images.width());
        FloatBuffer from = tile.pixels().floats();
        FloatBuffer to = sums.floats();
        int planes = images.size() * images.channels();
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                float weight = down[row] * across[column];
                weights[place(0, top + row, left + column)] += weight;
                for (int plane = 0; plane < planes; plane++) {
                    int at = place(plane, top + row, left + column);
                    to.put(at, to.get(at) + weight * from.get((plane * height + row) * width + column));
                }
            }
        }
    }

    /** Weights along one axis: they fall towards an end where another tile goes on. */
    private float[] fades(int tile, int start, int length) {
        float[] weights = new float[tile];
        for (int i = 0; i < tile; i++) {
            int before = start == 0 ? overlap : i;
            int after = start + tile == length ? overlap : tile - 1 - i;
            weights[i] = (Math.min(overlap, Math.min(before, after)) + 1f) / (overlap + 1f);
        }
        return weights;
    }

    /** The images of all tiles. */
    Tensor joined() {
        FloatBuffer to = sums.floats();
        int pixels = images.height() * images.width();
        for (int at = 0; at < to.capacity(); at++) {
            to.put(at, to.get(at) / weights[at % pixels]);
        }
        return sums;
    }
}
