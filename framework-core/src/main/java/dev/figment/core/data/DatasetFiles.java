package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where the files of named datasets are, or come to be. */
final class DatasetFiles {
    private final List<Path> folders;
    private final Path cache;
    private final boolean offline;
    private final Download download;

    DatasetFiles(List<Path> folders, Path cache, boolean offline, Download download) {
        this.folders = List.copyOf(folders);
        this.cache = cache;
        this.offline = offline;
        this.download = download;
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
        if (offline) {
            throw FigmentException.user(Problem.of(
                            "not-here-and-offline",
                            asset.file(),
                            "this file is in none of "
                                    + places.stream().map(Path::toString).collect(Collectors.joining(", "))
                                    + ", and no download is allowed (offline)")
                    .fix("run without --offline, or download "
                            + asset.addresses().get(0) + " and put it at " + target));
        }
        download.fetch(asset, target);
        return target;
    }
}
