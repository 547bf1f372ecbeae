package dev.figment.core.data;

import dev.figment.api.Images;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens data that lies on this machine, and brings named datasets here. A file of a named dataset is looked for in the
 * folders given, then in the cache, then downloaded into the cache; wherever it comes from, its content is compared with
 * the digest in the registry.
 */
public final class LocalDatasets implements Datasets {
    private final DatasetRegistry registry;
    private final DatasetFiles files;

    /**
     * @param folders where to look first, in this order: each may hold {@code mnist/train-images-idx3-ubyte.gz} and so
     *     on; those that do not exist are passed over
     * @param cache where downloads are kept; made when it is first needed
     * @param offline open no socket: what is not here is an error
     */
    public LocalDatasets(List<Path> folders, Path cache, boolean offline) {
        this(DatasetRegistry.bundled(), folders, cache, offline, DownloadListener.LOG);
    }

    /** As the other constructor, with another registry and with news of downloads. */
    public LocalDatasets(
            DatasetRegistry registry, List<Path> folders, Path cache, boolean offline, DownloadListener listener) {
        this.registry = registry;
        this.files = new DatasetFiles(folders, cache, offline, new Download(listener));
    }

    /**
     * Checks, without opening anything, that there is such data.
     *
     * @throws FigmentException if there is no dataset of that name, or nothing at that path
     */
    public static void requireThere(DataRef from) {
        if (from.named()) {
            DatasetRegistry.bundled().split(from.text());
        } else {
            ImagePaths.requireThere(from);
        }
    }

    @Override
    public Dataset<Images> images(DataRef from, ImageFormat format) {
        if (from.named()) {
            return named(from.text(), format);
        }
        List<Path> found = ImagePaths.find(from);
        if (found.size() == 1 && IdxFile.recognises(found.get(0))) {
            return new IdxImages(IdxFile.read(found.get(0)), format);
        }
        return new ImageFiles(from.text(), found, format);
    }

    private Dataset<Images> named(String reference, ImageFormat format) {
        DatasetRegistry.Split split = registry.split(reference);
        Path file = files.fetch(split.images());
        IdxFile idx = IdxFile.read(file);
        if (!idx.sha256().equals(split.images().sha256())) {
            throw FigmentException.user(Problem.of(
                            "wrong-data",
                            file.toString(),
                            "this is not the file that '" + reference + "' names: its content has sha-256 "
                                    + idx.sha256() + ", not " + split.images().sha256())
                    .fix("move it away, and run again to download it"));
        }
        return new IdxImages(idx.named(reference), format);
    }
}
