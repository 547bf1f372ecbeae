package dev.figment.core.zoo;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.download.ContentCheck;
import dev.figment.core.download.DownloadException;
import dev.figment.core.download.DownloadLock;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Token;
import dev.figment.core.download.Wanted;
import dev.figment.core.download.Web;
import dev.figment.core.io.AtomicFolder;
import dev.figment.core.zoo.registry.IndexEntry;
import dev.figment.core.zoo.registry.Registries;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Brings models from registries into the store. The index has the digest of a card, and the card those of the model's
 * files, so that what is here is what the registry's owner listed, wherever the files come from. Safe for use by several
 * threads and processes: one brings a model while the others wait.
 */
final class ModelPull {
    private static final long MOST_CARD_BYTES = 2 << 20;

    private final ModelStore store;
    private final Registries registries;
    private final Downloader downloader;

    ModelPull(ModelStore store, Registries registries, Downloader downloader) {
        this.store = store;
        this.registries = registries;
        this.downloader = downloader;
    }

    /**
     * Brings a model, unless it is here.
     *
     * @return its folder
     * @throws FigmentException if it cannot be had, or is not what the registry lists; nothing appears then
     */
    Path pull(Registries.Listed model) {
        IndexEntry entry = model.entry();
        Path place = store.place(entry.name(), entry.version());
        if (CardFile.isIn(place)) {
            return place;
        }
        if (downloader.offline()) {
            throw FigmentException.user(Problem.of(
                            "not-here-and-offline",
                            entry.name(),
                            "the model '" + entry.name() + "@" + entry.version()
                                    + "' is not here, and no download is allowed (offline)")
                    .fix("run 'figment zoo pull " + entry.name() + "@" + entry.version()
                            + "' without --offline and FIGMENT_OFFLINE"));
        }
        try (DownloadLock lock = DownloadLock.take(downloader.locks(), place)) {
            if (!CardFile.isIn(place)) {
                Path unfinished = store.unfinished(entry.name(), entry.version());
                bring(model, unfinished);
                store.discard(place);
                AtomicFolder.put(unfinished, place);
                store.tidy();
            }
            return place;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FigmentException.run(Problem.of("interrupted", entry.name(), "the download was interrupted"), e);
        }
    }

    private void bring(Registries.Listed model, Path folder) {
        IndexEntry entry = model.entry();
        if (!Web.isAddress(model.folder())) {
            throw wrong(model, "its address is none that can be downloaded from");
        }
        Optional<Token> token = registries.token(model);
        ContentCheck listed = ContentCheck.sha256(entry.sha256());
        discardAnother(folder, listed);
        try {
            downloader.fetch(Wanted.of(
                            entry.name() + "/" + CardFile.NAME,
                            List.of(model.folder().resolve(CardFile.NAME)),
                            folder.resolve(CardFile.NAME),
                            listed)
                    .atMost(MOST_CARD_BYTES)
                    .with(token));
            Card card = card(model, folder);
            downloader.fetchAll(files(model, card, folder, token));
            store.keepOnly(folder, card);
        } catch (DownloadException e) {
            Problem problem =
                    Problem.of("pull-failed", entry.name(), "the model cannot be downloaded: " + e.getMessage());
            throw e.isPassing()
                    ? FigmentException.run(problem.fix("check the connection, and run again: what came is kept"), e)
                    : FigmentException.user(
                            problem.fix("tell the owner of the registry '"
                                    + model.registry().name() + "', or check its token"),
                            e);
        }
    }

    /** What came of a card that the registry does not list any more is of no use. */
    private void discardAnother(Path folder, ContentCheck listed) {
        Path card = folder.resolve(CardFile.NAME);
        try {
            if (Files.isRegularFile(card) && !listed.difference(card).isEmpty()) {
                store.discard(folder);
            }
        } catch (IOException e) {
            store.discard(folder);
        }
    }

    private static Card card(Registries.Listed model, Path folder) {
        Card card = CardFile.in(folder).orElseThrow();
        IndexEntry entry = model.entry();
        if (!card.name().equals(entry.name()) || !card.version().equals(entry.version())) {
            throw wrong(model, "its card is of '" + card.name() + "@" + card.version() + "'");
        }
        return card;
    }

    private static List<Wanted> files(Registries.Listed model, Card card, Path folder, Optional<Token> token) {
        return card.files().entrySet().stream()
                .map(file -> Wanted.of(
                                card.name() + "/" + file.getKey(),
                                List.of(model.folder().resolve(encoded(file.getKey()))),
                                folder.resolve(file.getKey()),
                                ContentCheck.sha256(
                                        file.getValue().sha256(),
                                        OptionalLong.of(file.getValue().size())))
                        .with(token))
                .toList();
    }

    /** A path as a part of an address. */
    static URI encoded(String path) {
        return URI.create(Arrays.stream(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/")));
    }

    private static FigmentException wrong(Registries.Listed model, String what) {
        return FigmentException.user(Problem.of(
                        "bad-index",
                        model.registry().name(),
                        "the registry lists '" + model.entry().name() + "@"
                                + model.entry().version() + "' wrongly: " + what)
                .fix("tell the registry's owner"));
    }
}
