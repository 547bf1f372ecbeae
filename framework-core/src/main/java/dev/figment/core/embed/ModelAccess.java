package dev.figment.core.embed;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Downloader;
import dev.figment.core.zoo.ModelStore;
import dev.figment.core.zoo.RegistryModels;
import dev.figment.core.zoo.Zoo;
import dev.figment.core.zoo.hub.RemoteModels;
import dev.figment.core.zoo.registry.Registries;
import dev.figment.core.zoo.registry.UserConfig;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;

/**
 * The models of this machine, and the way to those that are not here. Safe for use by several threads.
 *
 * @param downloader for all that is downloaded
 * @param store the models that were pulled
 * @param registries those that can be pulled; the user's config is read when one is first needed
 * @param zoo all of them, by name
 * @param remote those that are named by an address
 */
public record ModelAccess(
        Downloader downloader, ModelStore store, RegistryModels registries, Zoo zoo, RemoteModels remote) {
    private static final String FILE = "file:";

    /** As the user has configured it, without what plugins bring. */
    public static ModelAccess of(Folders folders, boolean offline, DownloadListener listener) {
        return of(folders, folders.zoos(), offline, listener);
    }

    /**
     * As the user has configured it.
     *
     * @param zoos folders of models
     * @param offline whether downloads are forbidden; the environment may forbid them too
     */
    static ModelAccess of(Folders folders, List<Path> zoos, boolean offline, DownloadListener listener) {
        Downloader downloader = new Downloader(
                DownloadSettings.of(offline, folders.environment()),
                folders.cache().resolve("locks"),
                listener);
        ModelStore store = new ModelStore(folders.models());
        RegistryModels registries = new RegistryModels(
                () -> new Registries(
                        UserConfig.in(folders.home()).registries(),
                        downloader,
                        folders.cache().resolve("registries"),
                        folders.environment()),
                store,
                downloader);
        return new ModelAccess(
                downloader,
                store,
                registries,
                Zoo.of(zoos, folders.cache(), store, registries),
                new RemoteModels(
                        downloader,
                        folders.home().resolve("hub"),
                        folders.home().resolve("web"),
                        folders.environment()));
    }

    /**
     * Checks that a reference names a model, as far as that can be told without downloading any of it.
     *
     * @throws FigmentException if there is no such model
     */
    public void require(ModelRef model) {
        if (remote.of(model).isEmpty()) {
            zoo.require(path(model));
        }
    }

    /**
     * The path of one file of a model, which is brought here if it is somewhere else.
     *
     * @throws FigmentException if there is no such model or file, or the file is not what it must be
     */
    public Path locate(ModelRef model, String file) {
        return remote.of(model).map(found -> found.locate(file)).orElseGet(() -> zoo.locate(path(model), file));
    }

    /** The same model, named by its path where it was named by an address with {@code file:}. */
    private static ModelRef path(ModelRef model) {
        if (!model.text().startsWith(FILE)) {
            return model;
        }
        try {
            return new ModelRef(Path.of(URI.create(model.text())).toString(), model.base());
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw FigmentException.user(
                    Problem.of("no-model", "", "'" + model + "' is no address of a folder: " + e.getMessage())
                            .fix("write file:///FOLDER, or the path alone"),
                    e);
        }
    }
}
