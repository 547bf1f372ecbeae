package dev.figment.core.data;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Batch;
import dev.figment.api.Images;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.data.NumericAttributeFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.data.DatasetRegistry.Asset;
import dev.figment.core.data.DatasetRegistry.Named;
import dev.figment.core.data.DatasetRegistry.Split;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Downloader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens data that lies on this machine, and brings named datasets here. A file of a named dataset is looked for in the
 * folders given, then in the cache, then downloaded into the cache; wherever it comes from, its content is compared with
 * the digest in the registry. ZIP archives of named datasets are read in place.
 */
public final class LocalDatasets implements Datasets {
    private final DatasetRegistry registry;
    private final DatasetFiles files;
    private final Archives archives;
    private final Memory memory;

    /**
     * @param folders where to look first, in this order: each may hold {@code mnist/train-images-idx3-ubyte.gz} and so
     *     on; those that do not exist are passed over
     * @param cache where downloads are kept; made when it is first needed
     * @param offline open no socket: what is not here is an error; the environment may forbid it too
     */
    public LocalDatasets(List<Path> folders, Path cache, boolean offline) {
        this(
                DatasetRegistry.bundled(),
                folders,
                cache,
                new Downloader(
                        DownloadSettings.of(offline, System::getenv), cache.resolve(".locks"), DownloadListener.LOG));
    }

    /** As the other constructor, with another registry and another way to download. */
    public LocalDatasets(DatasetRegistry registry, List<Path> folders, Path cache, Downloader downloader) {
        this(registry, new DatasetFiles(folders, cache, downloader), new Archives(), new Memory(0));
    }

    private LocalDatasets(DatasetRegistry registry, DatasetFiles files, Archives archives, Memory memory) {
        this.registry = registry;
        this.files = files;
        this.archives = archives;
        this.memory = memory;
    }

    /**
     * The same for data that is read again and again, as a training does. The files of images are checked when they are
     * opened, as far as their headers tell. Images are given with 256 levels a channel, as most files have them; once
     * decoded they are kept in memory, up to a bound, and decoded again each time beyond it, which gives the same values.
     *
     * @param bytes the bound, greater than 0, of all datasets together
     */
    public LocalDatasets keeping(long bytes) {
        return new LocalDatasets(registry, files, archives, new Memory(bytes));
    }

    /**
     * Checks, without opening anything, that there is such data.
     *
     * @param registry what can be named
     * @throws FigmentException if there is no dataset of that name, or nothing at that path
     */
    public static void requireThere(DataRef from, DatasetRegistry registry) {
        if (from.named()) {
            registry.split(from.text());
        } else {
            DataPaths.requireThere(from);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // Each format says which medium it gives.
    public <T extends Batch> Dataset<T> open(DataRef from, DataFormat<T> format) {
        if (from.named()) {
            Named named = registry.named(from.text());
            return (Dataset<T>)
                    (named.split().file() == null
                            ? idx(from.text(), named.split(), format)
                            : opening(file(from, named)).open(format));
        }
        return (Dataset<T>) opening(located(from)).open(format);
    }

    private Opening opening(Located data) {
        return new Opening(data, memory, this::located);
    }

    private Located located(DataRef from) {
        if (!from.named()) {
            return new Located(from.text(), from, false);
        }
        Named named = registry.named(from.text());
        if (named.split().file() == null) {
            throw otherMedium(from.text());
        }
        return file(from, named);
    }

    private static FigmentException otherMedium(String reference) {
        return FigmentException.user(Problem.of("other-medium", reference, "this dataset holds images")
                .fix("name data of the medium that is asked for"));
    }

    /** One file, or what is in an archive. */
    private Located file(DataRef from, Named named) {
        Asset asset = requireNonNull(named.split().file());
        Path file = files.fetch(asset);
        try {
            requireDigest(from.text(), file, Content.sha256(file), asset);
        } catch (IOException e) {
            throw FileDigest.unreadable(file, e);
        }
        if (!Archives.names(file)) {
            return new Located(from.text(), new DataRef(file.toAbsolutePath().toString(), file), true);
        }
        String within = named.split().within();
        Path folder = archives.root(file).resolve(within == null ? "" : within);
        return new Located(from.text(), new DataRef(named.rest(), folder), true);
    }

    private Dataset<?> idx(String reference, Split split, DataFormat<?> format) {
        if (format instanceof LabelledFormat<?> labelled && labelled.of() instanceof ImageFormat images) {
            Path file = files.fetch(requireNonNull(split.labels()));
            IdxLabels labels = IdxLabels.read(file);
            requireDigest(reference, file, labels.sha256(), requireNonNull(split.labels()));
            return Opening.labelled(idxImages(reference, split, images), labels);
        }
        if (format instanceof ImageFormat images) {
            return idxImages(reference, split, images);
        }
        throw format instanceof NumericAttributeFormat ? Opening.unnamed(reference) : otherMedium(reference);
    }

    private Dataset<Images> idxImages(String reference, Split split, ImageFormat format) {
        Path file = files.fetch(requireNonNull(split.images()));
        IdxFile idx = IdxFile.read(file);
        requireDigest(reference, file, idx.sha256(), requireNonNull(split.images()));
        return new IdxImages(idx.named(reference), format);
    }

    private static void requireDigest(String reference, Path file, String sha256, Asset asset) {
        if (!sha256.equals(asset.sha256())) {
            throw FigmentException.user(Problem.of(
                            "wrong-data",
                            file.toString(),
                            "this is not the file that '" + reference + "' names: its content has sha-256 " + sha256
                                    + ", not " + asset.sha256())
                    .fix(
                            asset.addresses().isEmpty()
                                    ? "put the right one in its place"
                                    : "move it away, and run again to download it"));
        }
    }
}
