package dev.figment.core.data;

import dev.figment.api.data.ImageFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.image.Picture;
import java.nio.file.Path;

/** Brings decoded images to one format; what was not asked for is as in the first image. */
final class Fitting {
    private final boolean sized;
    private final boolean channelled;
    private final ImageFormat format;
    private final Path firstFile;
    private final String first;

    private Fitting(ImageFormat asked, ImageFormat format, Path firstFile, String first) {
        this.sized = asked.height() > 0;
        this.channelled = asked.channels() > 0;
        this.format = format;
        this.firstFile = firstFile;
        this.first = first;
    }

    /** What {@code asked} leaves open is taken from the first image. */
    static Fitting like(ImageFormat asked, Path file, Picture first) {
        boolean sized = asked.height() > 0;
        ImageFormat format = new ImageFormat(
                asked.channels() > 0 ? asked.channels() : first.channels(),
                sized ? asked.height() : first.height(),
                sized ? asked.width() : first.width());
        return new Fitting(asked, format, file, first.toString());
    }

    /** Nothing is left open, so that no image need be looked at. */
    static Fitting to(ImageFormat whole) {
        return new Fitting(whole, whole, Path.of(""), "");
    }

    ImageFormat format() {
        return format;
    }

    /**
     * @throws FigmentException if it differs from the first image in what was not asked for
     */
    Picture fit(Path file, Picture picture) {
        if (!sized && (picture.height() != format.height() || picture.width() != format.width())) {
            throw differs(file, picture.toString(), "size: 64, for instance, scales and cuts all to 64×64");
        }
        if (!channelled && picture.channels() > format.channels()) {
            throw differs(file, picture.toString(), "channels: 1 makes all grey, channels: 3 all colour");
        }
        return picture.covering(format.height(), format.width()).withChannels(format.channels());
    }

    /** Refuses a size before the image is decoded. */
    void requireSize(Path file, int height, int width) {
        if (!sized && (height != format.height() || width != format.width())) {
            throw differs(file, width + "×" + height, "size: 64, for instance, scales and cuts all to 64×64");
        }
    }

    private FigmentException differs(Path file, String found, String fix) {
        return FigmentException.user(Problem.of(
                        "images-differ",
                        file.toString(),
                        "this image is " + found + ", while " + firstFile + " is " + first)
                .fix(fix));
    }
}
