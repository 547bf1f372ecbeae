package dev.figment.core.data;

import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.core.image.ImageHeader;
import dev.figment.core.image.Picture;
import dev.figment.core.image.Pictures;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Image files, each decoded when it is asked for; each is called by its file's name. */
final class ImageFiles implements Dataset<Images> {
    private final String name;
    private final List<Path> files;
    private final Fitting fitting;
    private final Decoded decoded;

    /** What {@code format} leaves open is taken from the first file; files that will be kept are checked now. */
    ImageFiles(String name, List<Path> files, ImageFormat format, Memory memory) {
        this.name = name;
        this.files = files;
        this.fitting = format.height() > 0 && format.channels() > 0
                ? Fitting.to(format)
                : Fitting.like(format, files.get(0), Pictures.read(files.get(0)));
        this.decoded = new Decoded(files.size(), this::decode, memory);
        if (memory.keeping()) {
            files.parallelStream().forEach(file -> {
                ImageHeader header = Pictures.check(file);
                fitting.requireSize(file, header.height(), header.width());
            });
        }
    }

    private List<Picture> decode(int index) {
        Path file = files.get(index);
        return List.of(fitting.fit(file, Pictures.read(file)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public Images read(int[] indices) {
        Tensor pixels = PixelBatch.allocate(name(), indices.length, fitting.format());
        decoded.read(indices, i -> List.of(pixels.rows(i, i + 1).floats()));
        return new Images(
                pixels,
                IntStream.of(indices)
                        .mapToObj(i -> String.valueOf(files.get(i).getFileName()))
                        .toList());
    }

    /** Of the names and contents of all files, in order. */
    @Override
    public String digest() {
        return FileDigest.of(files);
    }
}
