package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.download.ContentCheck;
import dev.figment.core.download.DownloadException;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Wanted;
import dev.figment.core.download.Web;
import dev.figment.core.plugin.archive.ArchiveLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Downloads a plugin's zip. */
final class PluginDownload {
    private PluginDownload() {}

    /**
     * Downloads to a file in a folder that nobody else uses.
     *
     * @throws FigmentException if the address is wrong or gives nothing (the user's fault), or nothing whole comes of it (the
     *     run's)
     */
    static void fetch(String address, Path target) {
        fetch(address, target, DownloadSettings.of(false, System::getenv));
    }

    /** The same, downloaded in another way. */
    static void fetch(String address, Path target, DownloadSettings settings) {
        Wanted wanted = Wanted.of(address, List.of(uri(address)), target, ContentCheck.any())
                .atMost(ArchiveLimits.PLUGINS.bytes());
        try {
            new Downloader(settings, target.resolveSibling(".locks"), DownloadListener.LOG).fetch(wanted);
        } catch (DownloadException e) {
            Problem problem = Problem.of(
                    e.isRefused() ? "download-refused" : "download-failed",
                    address,
                    "cannot download this: " + e.getMessage());
            throw e.isRefused()
                    ? FigmentException.user(problem.fix("check the address"), e)
                    : FigmentException.run(problem.fix("check the address and the connection, and run again"), e);
        }
    }

    private static URI uri(String address) {
        try {
            URI uri = URI.create(address);
            if (!Web.isAddress(uri)) {
                throw new IllegalArgumentException("it names no host, or a user");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("wrong-address", address, "this is no address: " + e.getMessage())
                            .fix("write it as in https://example.org/plugins/demo.zip"),
                    e);
        }
    }
}
