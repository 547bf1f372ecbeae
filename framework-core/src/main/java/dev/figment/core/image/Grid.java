package dev.figment.core.image;

import dev.figment.api.Images;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays images out in rows and columns. Each cell is a stack of one or more successive images, one below the other. What
 * it holds until it is drawn is 8 bits a sample.
 */
public final class Grid {
    /** Pixels that a grid has at most: 10,000 × 10,000. */
    public static final long MOST_PIXELS = 100_000_000;

    private final Layout layout;
    private final String where;
    private final List<Bitmap> images = new ArrayList<>();

    /**
     * How a grid looks.
     *
     * @param columns cells in a row; 0 for about as many pixels wide as high
     * @param stack images in a cell
     * @param padding black pixels between images and around them
     * @param scale each pixel of an image becomes a square of this many pixels a side
     */
    public record Layout(int columns, int stack, int padding, int scale) {
        public Layout {
            if (columns < 0 || stack < 1 || padding < 0 || scale < 1) {
                throw new IllegalArgumentException(
                        columns + " columns, stack " + stack + ", padding " + padding + ", scale " + scale);
            }
        }
    }

    /**
     * @param where what the grid is for, in errors: the file
     */
    public Grid(Layout layout, String where) {
        this.layout = layout;
        this.where = where;
    }

    /**
     * @throws FigmentException if an image is of another size than the first, or the grid would exceed
     *     {@link #MOST_PIXELS}
     */
    public void add(Images batch) {
        for (Bitmap image : Bitmap.of(batch)) {
            Bitmap first = images.isEmpty() ? image : images.get(0);
            boolean same = image.width() == first.width()
                    && image.height() == first.height()
                    && image.channels() == first.channels();
            if (!same) {
                throw FigmentException.user(Problem.of(
                                "image-sizes-differ",
                                where,
                                "image " + images.size() + " is " + image + ", the first is " + first)
                        .fix("give read-images a size and a number of channels"));
            }
            requireFits((images.size() + 1L) * height(first) * width(first), images.size() + 1);
            images.add(image);
        }
    }

    /** Number of images so far. */
    public int size() {
        return images.size();
    }

    /**
     * The images in rows and columns.
     *
     * @throws FigmentException if there are none, or the grid would exceed {@link #MOST_PIXELS}
     */
    public Bitmap draw() {
        if (images.isEmpty()) {
            throw FigmentException.run(Problem.of("nothing-to-write", where, "no image came to be written"));
        }
        Bitmap first = images.get(0);
        int cells = (images.size() + layout.stack - 1) / layout.stack;
        int columns = layout.columns > 0
                ? Math.min(layout.columns, cells)
                : nearSquare(cells, layout.stack * first.height(), first.width());
        int rows = (cells + columns - 1) / columns;
        requireFits(height((long) rows * layout.stack, first) * width(columns, first), images.size());
        int height = (int) height((long) rows * layout.stack, first);
        Canvas canvas = new Canvas(first.channels(), height, (int) width(columns, first));
        for (int i = 0; i < images.size(); i++) {
            int cell = i / layout.stack;
            int row = cell / columns * layout.stack + i % layout.stack;
            canvas.draw(images.get(i), (int) height(row, first), (int) width(cell % columns, first), layout.scale);
        }
        return canvas.bitmap();
    }

    private void requireFits(long pixels, int count) {
        if (pixels > MOST_PIXELS) {
            throw FigmentException.user(Problem.of(
                            "grid-too-large",
                            where,
                            "a grid of " + count + " images or more would exceed " + MOST_PIXELS + " pixels")
                    .fix("give read-images a limit, or use write-images"));
        }
    }

    private long height(long images, Bitmap one) {
        return images * height(one) + layout.padding;
    }

    private long width(long images, Bitmap one) {
        return images * width(one) + layout.padding;
    }

    /** From the top of one image to the top of the next. */
    private long height(Bitmap one) {
        return (long) one.height() * layout.scale + layout.padding;
    }

    private long width(Bitmap one) {
        return (long) one.width() * layout.scale + layout.padding;
    }

    /**
     * Columns for which a grid is about as wide as high: the first number from there to one and a half times it that
     * leaves no gap in the last row, if there is one.
     */
    static int nearSquare(int cells, int height, int width) {
        int columns = Math.min(cells, (int) Math.ceil(Math.sqrt((double) cells * height / width)));
        for (int wider = columns; wider <= columns * 3 / 2 && wider <= cells; wider++) {
            if (cells % wider == 0) {
                return wider;
            }
        }
        return columns;
    }
}
