package dev.figment.core.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * At most 256 colours for an image by median cut (Heckbert 1982): the box of colours with the largest spread, weighted by
 * its pixels, is cut at its median until there are enough. Colours are counted with 6 bits a channel; each box is shown
 * as the mean of its pixels.
 */
final class Palette {
    private static final int COLOURS = 256;
    private static final int BITS = 6;
    private static final int LEVELS = 1 << BITS;

    private final byte[] table;
    private final byte[] indices;

    private Palette(byte[] table, byte[] indices) {
        this.table = table;
        this.indices = indices;
    }

    /** The table of all greys. */
    static byte[] greys() {
        byte[] table = new byte[3 * COLOURS];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (i / 3);
        }
        return table;
    }

    static Palette of(Bitmap image) {
        byte[] samples = image.samples();
        int pixels = samples.length / 3;
        int[] count = new int[LEVELS * LEVELS * LEVELS];
        long[] sums = new long[3 * count.length];
        for (int i = 0; i < pixels; i++) {
            int cell = cell(samples, 3 * i);
            count[cell]++;
            for (int channel = 0; channel < 3; channel++) {
                sums[3 * cell + channel] += samples[3 * i + channel] & 0xff;
            }
        }
        List<Box> boxes = cut(count);
        byte[] table = new byte[3 * COLOURS];
        byte[] box = new byte[count.length];
        for (int i = 0; i < boxes.size(); i++) {
            boxes.get(i).assign((byte) i, box);
            for (int channel = 0; channel < 3; channel++) {
                table[3 * i + channel] = (byte) boxes.get(i).mean(channel, count, sums);
            }
        }
        byte[] indices = new byte[pixels];
        for (int i = 0; i < pixels; i++) {
            indices[i] = box[cell(samples, 3 * i)];
        }
        return new Palette(table, indices);
    }

    /** Red, green and blue of 256 colours. */
    byte[] table() {
        return table;
    }

    /** The number of each pixel's colour. */
    byte[] indices() {
        return indices;
    }

    private static int cell(byte[] samples, int at) {
        int shift = 8 - BITS;
        return ((samples[at] & 0xff) >> shift) << 2 * BITS
                | ((samples[at + 1] & 0xff) >> shift) << BITS
                | (samples[at + 2] & 0xff) >> shift;
    }

    private static int level(int cell, int channel) {
        return cell >> (2 - channel) * BITS & (LEVELS - 1);
    }

    private static List<Box> cut(int[] count) {
        List<Box> boxes = new ArrayList<>();
        int used = 0;
        int[] cells = new int[count.length];
        for (int cell = 0; cell < count.length; cell++) {
            if (count[cell] > 0) {
                cells[used++] = cell;
            }
        }
        boxes.add(Box.of(Arrays.copyOf(cells, used), count));
        while (boxes.size() < COLOURS) {
            Box widest =
                    boxes.stream().max(Comparator.comparingDouble(Box::weight)).orElseThrow();
            if (widest.cells.length == 1) {
                return boxes;
            }
            boxes.remove(widest);
            boxes.addAll(widest.halves(count));
        }
        return boxes;
    }

    /** Cells of colour; {@code weight} says how much is won by cutting it. */
    private record Box(int[] cells, int channel, double weight) {
        static Box of(int[] cells, int[] count) {
            long pixels = Arrays.stream(cells).mapToLong(cell -> count[cell]).sum();
            int channel = 0;
            int spread = -1;
            for (int candidate = 0; candidate < 3; candidate++) {
                int least = LEVELS;
                int most = 0;
                for (int cell : cells) {
                    least = Math.min(least, level(cell, candidate));
                    most = Math.max(most, level(cell, candidate));
                }
                if (most - least > spread) {
                    channel = candidate;
                    spread = most - least;
                }
            }
            return new Box(cells, channel, spread * Math.sqrt(pixels));
        }

        List<Box> halves(int[] count) {
            int[] sorted = Arrays.stream(cells)
                    .boxed()
                    .sorted(Comparator.comparingInt(cell -> level(cell, channel)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            long pixels = Arrays.stream(sorted).mapToLong(cell -> count[cell]).sum();
            long below = count[sorted[0]];
            int middle = 1;
            while (middle < sorted.length - 1 && below < pixels / 2) {
                below += count[sorted[middle++]];
            }
            return List.of(
                    of(Arrays.copyOf(sorted, middle), count),
                    of(Arrays.copyOfRange(sorted, middle, sorted.length), count));
        }

        void assign(byte index, byte[] box) {
            for (int cell : cells) {
                box[cell] = index;
            }
        }

        int mean(int channel, int[] count, long[] sums) {
            long sum = 0;
            long pixels = 0;
            for (int cell : cells) {
                sum += sums[3 * cell + channel];
                pixels += count[cell];
            }
            return (int) Math.round((double) sum / pixels);
        }
    }
}
