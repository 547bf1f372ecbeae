package dev.figment.core.zoo.hub;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.download.ContentCheck;
import dev.figment.core.download.DownloadException;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A repository of the Hub. Its revision is resolved to a commit once, and stays that of this machine until it is asked for
 * anew; files lie in the folder of the commit.
 */
final class HubModel implements RemoteModel {
    private static final long MOST_LISTING_BYTES = 32 << 20;
    private static final String ONNX = ".onnx";

    private final HubReference reference;
    private final Hub hub;
    private final Path folder;
    private final Downloader downloader;

    /**
     * @param cache of all repositories; made when it is first needed
     */
    HubModel(HubReference reference, Hub hub, Path cache, Downloader downloader) {
        this.reference = reference;
        this.hub = hub;
        this.folder = cache.resolve(reference.owner()).resolve(reference.repository());
        this.downloader = downloader;
    }

    @Override
    public Path locate(String file) {
        Snapshot snapshot = snapshot();
        String path = path(snapshot, file)
                .orElseThrow(() -> FigmentException.user(
                        Problem.of("no-model-file", reference.name(), "the repository has no file '" + file + "'")
                                .suggesting(file, snapshot.files().keySet())
                                .fix("name the one that is meant: " + reference.name() + "/FILE")));
        Set<String> paths = new LinkedHashSet<>(List.of(path));
        if (path.endsWith(ONNX)) {
            snapshot.files().keySet().stream()
                    .filter(other -> other.startsWith(path + "_data") || other.startsWith(path + ".data"))
                    .forEach(paths::add);
        }
        bring(snapshot, paths);
        return place(snapshot, path);
    }

    /** The file that is meant: the one that the reference names, or that of this name, perhaps in the folder onnx. */
    private Optional<String> path(Snapshot snapshot, String file) {
        String named = reference.file();
        String beside = named.contains("/") ? named.substring(0, named.lastIndexOf('/') + 1) : "";
        return Stream.concat(
                        named.isEmpty() ? Stream.empty() : RemoteModel.meant(named, file).stream(),
                        Stream.of(beside + file, file, "onnx/" + file))
                .filter(snapshot.files()::containsKey)
                .findFirst();
    }

    private Path place(Snapshot snapshot, String path) {
        return folder.resolve(snapshot.commit()).resolve(path);
    }

    private void bring(Snapshot snapshot, Set<String> paths) {
        List<Wanted> wanted = paths.stream()
                .map(path -> Wanted.of(
                                reference.owner() + "/" + reference.repository() + "/" + path,
                                List.of(hub.file(reference, snapshot.commit(), path)),
                                place(snapshot, path),
                                check(snapshot.file(path)))
                        .with(hub.token()))
                .toList();
        if (downloader.offline() && !wanted.stream().allMatch(each -> Files.isRegularFile(each.target()))) {
            throw offline();
        }
        try {
            downloader.fetchAll(wanted);
        } catch (DownloadException e) {
            throw failed("a file cannot be downloaded: ", e);
        }
    }

    private static ContentCheck check(Snapshot.HubFile file) {
        if (!file.sha256().isEmpty()) {
            return ContentCheck.sha256(file.sha256(), file.size());
        }
        return file.blob().isEmpty() ? ContentCheck.any() : new GitBlob(file.blob(), file.size());
    }

    private Snapshot snapshot() {
        Path listing = folder.resolve("revisions").resolve(reference.revision() + ".json");
        if (!Files.isRegularFile(listing)) {
            if (downloader.offline()) {
                throw offline();
            }
            try {
                downloader.fetch(Wanted.of(
                                reference.name(),
                                List.of(hub.listing(reference)),
                                listing,
                                ContentCheck.readable(Snapshot::read))
                        .atMost(MOST_LISTING_BYTES)
                        .with(hub.token()));
            } catch (DownloadException e) {
                throw failed("the repository cannot be read: ", e);
            }
        }
        try {
            Snapshot snapshot = Snapshot.read(listing);
            LoggerFactory.getLogger(HubModel.class).info("{} is the commit {}", reference.name(), snapshot.commit());
            return snapshot;
        } catch (IOException e) {
            throw FigmentException.run(
                    Problem.of(
                                    "bad-listing",
                                    listing.toString(),
                                    "this is no listing of a repository: " + e.getMessage())
                            .fix("remove it and run again"),
                    e);
        }
    }

    private FigmentException offline() {
        return FigmentException.user(Problem.of(
                        "not-here-and-offline",
                        reference.name(),
                        "the model is not here, and no download is allowed (offline)")
                .fix("run once without --offline and FIGMENT_OFFLINE"));
    }

    private FigmentException failed(String what, DownloadException e) {
        Problem problem = Problem.of("download-failed", reference.name(), what + e.getMessage());
        return e.isPassing()
                ? FigmentException.run(problem.fix("check the connection, and run again: what came is kept"), e)
                : FigmentException.user(
                        problem.fix("check its name and revision; a private one needs a token in HF_TOKEN"), e);
    }
}
