package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.download.DownloadException;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Wanted;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where the files of named datasets are, or come to be. */
final class DatasetFiles {
    private final List<Path> folders;
    private final Path cache;
    private final Downloader downloader;

    DatasetFiles(List<Path> folders, Path cache, Downloader downloader) {
        this.folders = List.copyOf(folders);
        this.cache = cache;
        this.downloader = downloader;
    }

    /** The file of an asset, compressed or not, downloaded if it is nowhere. */
    Path fetch(DatasetRegistry.Asset asset) {
        List<Path> places = new ArrayList<>(folders);
        places.add(cache);
        for (Path place : places) {
            for (String name : List.of(asset.file(), asset.file().replaceAll("\\.gz$", ""))) {
                Path file = place.resolve(name);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        Path target = cache.resolve(asset.file());
        if (asset.addresses().isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "not-here",
                            asset.file(),
                            "this file is in none of "
                                    + places.stream().map(Path::toString).collect(Collectors.joining(", "))
                                    + ", and there is no address to download it from")
                    .fix("name the folder that holds it with --data-dir or FIGMENT_DATA"));
        }
        if (downloader.offline()) {
            throw FigmentException.user(Problem.of(
                            "not-here-and-offline",
                            asset.file(),
                            "this file is in none of "
                                    + places.stream().map(Path::toString).collect(Collectors.joining(", "))
                                    + ", and no download is allowed (offline)")
                    .fix("run without --offline and FIGMENT_OFFLINE, or download "
                            + asset.addresses().get(0) + " and put it at " + target));
        }
        download(asset, target);
        return target;
    }

    private void download(DatasetRegistry.Asset asset, Path target) {
        List<URI> addresses = asset.addresses().stream().map(URI::create).toList();
        try {
            downloader.fetch(Wanted.of(asset.file(), addresses, target, new AssetCheck(asset.sha256())));
        } catch (DownloadException e) {
            throw FigmentException.run(
                    Problem.of("download-failed", asset.file(), "cannot download this file: " + e.getMessage())
                            .fix("check the connection and run again, or put the file at " + target),
                    e);
        }
    }
}
