package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where plugins that are zips are unpacked: in a folder that is kept, or, where that cannot be written (a home folder that
 * is read-only, as in many containers), in one that lasts as long as the process.
 */
final class PluginCache {
    private static final Logger LOG = LoggerFactory.getLogger(PluginCache.class);

    private final Path kept;
    private @Nullable Path temporary;

    PluginCache(Path kept) {
        this.kept = kept;
    }

    /**
     * The folder of a zip's content.
     *
     * @throws FigmentException if it is no zip, or can be unpacked nowhere
     */
    Path unpack(Path zip) {
        try {
            return PluginZip.unpack(zip, kept);
        } catch (FigmentException e) {
            Problem problem = e.problems().get(0);
            if (!problem.code().equals(PluginZip.NOT_UNPACKED)) {
                throw e;
            }
            return PluginZip.unpack(zip, temporary(problem));
        }
    }

    private Path temporary(Problem problem) {
        Path folder = temporary;
        if (folder == null) {
            try {
                folder = Files.createTempDirectory("figment-plugins-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Path made = folder;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made), "delete-unpacked-plugins"));
            LOG.warn("plugins are unpacked anew at each start: {}", problem);
            temporary = folder;
        }
        return folder;
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            LOG.debug("could not delete {}", folder, e);
        }
    }
}
