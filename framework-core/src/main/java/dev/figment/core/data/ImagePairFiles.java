package dev.figment.core.data;

import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.PairFormat;
import dev.figment.api.data.PairFormat.Input;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.image.ImageHeader;
import dev.figment.core.image.Picture;
import dev.figment.core.image.Pictures;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Pairs of images, the two side by side in each file. */
final class ImagePairFiles implements Dataset<ImagePairs> {
    private final String name;
    private final List<Path> files;
    private final Input input;
    private final Fitting fitting;
    private final Decoded decoded;

    ImagePairFiles(String name, List<Path> files, PairFormat format, Memory memory) {
        this.name = name;
        this.files = files;
        this.input = format.input();
        ImageFormat each = format.images();
        Path first = files.get(0);
        this.fitting = each.height() > 0 && each.channels() > 0
                ? Fitting.to(each)
                : Fitting.like(each, first, half(first, Pictures.read(first), false));
        this.decoded = new Decoded(files.size(), this::decode, memory);
        if (memory.keeping()) {
            files.parallelStream().forEach(file -> {
                ImageHeader header = Pictures.check(file);
                requireEven(file, header.width());
                fitting.requireSize(file, header.height(), header.width() / 2);
            });
        }
    }

    private static void requireEven(Path file, int width) {
        if (width % 2 != 0) {
            throw FigmentException.user(Problem.of(
                            "odd-pair",
                            file.toString(),
                            "this image is " + width
                                    + " pixels wide, so it does not hold two images of one size side by side")
                    .fix("leave out the files that are no pairs, or put the images of each pair into folders A and B"));
        }
    }

    private static Picture half(Path file, Picture both, boolean right) {
        requireEven(file, both.width());
        int middle = both.width() / 2;
        return right ? both.columns(middle, both.width()) : both.columns(0, middle);
    }

    /** The input, then the target. */
    private List<Picture> decode(int index) {
        Path file = files.get(index);
        Picture both = Pictures.read(file);
        Picture left = fitting.fit(file, half(file, both, false));
        Picture right = fitting.fit(file, half(file, both, true));
        return input == Input.LEFT ? List.of(left, right) : List.of(right, left);
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
    public ImagePairs read(int[] indices) {
        Tensor inputs = PixelBatch.allocate(name(), indices.length, fitting.format());
        Tensor targets = PixelBatch.allocate(name(), indices.length, fitting.format());
        decoded.read(
                indices,
                i -> List.of(
                        inputs.rows(i, i + 1).floats(), targets.rows(i, i + 1).floats()));
        List<String> names = IntStream.of(indices)
                .mapToObj(i -> String.valueOf(files.get(i).getFileName()))
                .toList();
        return new ImagePairs(new Images(inputs, names), new Images(targets, names));
    }

    @Override
    public String digest() {
        return FileDigest.of(files);
    }
}
