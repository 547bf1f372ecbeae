package dev.figment.core.data;

import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.image.Picture;
import dev.figment.core.image.Pictures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Image files, each decoded when it is asked for; each is called by its file's name. */
final class ImageFiles implements Dataset<Images> {
    /** Below this many images, starting threads takes longer than decoding. */
    private static final int WORTH_THREADS = 16;

    private final String name;
    private final List<Path> files;
    private final boolean sized;
    private final boolean channelled;
    private final ImageFormat format;

    /** What {@code format} leaves open is taken from the first file. */
    ImageFiles(String name, List<Path> files, ImageFormat format) {
        this.name = name;
        this.files = files;
        this.sized = format.height() > 0;
        this.channelled = format.channels() > 0;
        this.format = sized && channelled ? format : completed(format, Pictures.read(files.get(0)));
    }

    private static ImageFormat completed(ImageFormat format, Picture first) {
        boolean sized = format.height() > 0;
        return new ImageFormat(
                format.channels() > 0 ? format.channels() : first.channels(),
                sized ? format.height() : first.height(),
                sized ? format.width() : first.width());
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
        Tensor pixels = PixelBatch.allocate(name(), indices.length, format);
        IntStream positions = IntStream.range(0, indices.length);
        (indices.length < WORTH_THREADS ? positions : positions.parallel())
                .forEach(i -> fitted(files.get(indices[i]))
                        .copyTo(pixels.rows(i, i + 1).floats()));
        return new Images(
                pixels,
                IntStream.of(indices)
                        .mapToObj(i -> String.valueOf(files.get(i).getFileName()))
                        .toList());
    }

    private Picture fitted(Path file) {
        Picture picture = Pictures.read(file);
        if (!sized && (picture.height() != format.height() || picture.width() != format.width())) {
            throw differs(file, picture, "size: 64, for instance, scales and cuts all to 64×64");
        }
        if (!channelled && picture.channels() > format.channels()) {
            throw differs(file, picture, "channels: 1 makes all grey, channels: 3 all colour");
        }
        return picture.covering(format.height(), format.width()).withChannels(format.channels());
    }

    private FigmentException differs(Path file, Picture picture, String fix) {
        return FigmentException.user(Problem.of(
                        "images-differ",
                        file.toString(),
                        "this image is " + picture + ", while " + files.get(0) + " is " + Pictures.read(files.get(0)))
                .fix(fix));
    }

    /** Of the names and contents of all files, in order. */
    @Override
    public String digest() {
        Sha256 digest = new Sha256();
        byte[] buffer = new byte[1 << 16];
        for (Path file : files) {
            byte[] header = (file.getFileName() + "\n").getBytes(StandardCharsets.UTF_8);
            digest.update(header, header.length);
            try (InputStream content = Files.newInputStream(file)) {
                for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                    digest.update(buffer, read);
                }
            } catch (IOException e) {
                throw FigmentException.user(
                        Problem.of("unreadable-file", file.toString(), "cannot read this file: " + e.getMessage()), e);
            }
        }
        return "sha256:" + digest.hex();
    }
}
