package dev.figment.core.data;

import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.core.image.Picture;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The images of an IDX file; each is called by its index. */
final class IdxImages implements Dataset<Images> {
    private final IdxFile file;
    private final ImageFormat format;

    IdxImages(IdxFile file, ImageFormat format) {
        this.file = file;
        this.format = new ImageFormat(
                format.channels() == 0 ? 1 : format.channels(),
                format.height() == 0 ? file.height() : format.height(),
                format.width() == 0 ? file.width() : format.width());
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public int size() {
        return file.images();
    }

    @Override
    public String digest() {
        return "sha256:" + file.sha256();
    }

    @Override
    public Images read(int[] indices) {
        Tensor pixels = PixelBatch.allocate(name(), indices.length, format);
        FloatBuffer values = pixels.floats();
        boolean asStored = format.channels() == 1 && format.height() == file.height() && format.width() == file.width();
        List<String> names = new ArrayList<>(indices.length);
        for (int i = 0; i < indices.length; i++) {
            names.add(Integer.toString(indices[i]));
            if (asStored) {
                copy(indices[i], values, i);
            } else {
                picture(indices[i])
                        .covering(format.height(), format.width())
                        .withChannels(format.channels())
                        .copyTo(values);
            }
        }
        return new Images(pixels, names);
    }

    private void copy(int index, FloatBuffer values, int at) {
        byte[] pixels = file.pixels();
        int area = file.height() * file.width();
        int from = Math.multiplyExact(index, area);
        int to = at * area;
        Levels.put(pixels, from, area, values.duplicate().position(to));
    }

    private Picture picture(int index) {
        float[] values = new float[file.height() * file.width()];
        copy(index, FloatBuffer.wrap(values), 0);
        return new Picture(1, file.height(), file.width(), values);
    }
}
