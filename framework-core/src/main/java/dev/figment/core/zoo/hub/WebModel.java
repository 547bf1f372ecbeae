package dev.figment.core.zoo.hub;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.download.ContentCheck;
import dev.figment.core.download.DownloadException;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Wanted;
import dev.figment.core.download.Web;
import dev.figment.core.io.AtomicFile;
import dev.figment.core.io.Sha256;
import dev.figment.core.io.WriteProblems;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of the web. Its SHA-256 stands in the reference, or is that of the first time: it is then noted beside the file,
 * and another content is refused from then on.
 */
final class WebModel implements RemoteModel {
    private static final Pattern DIGEST = Pattern.compile("sha256=([0-9a-f]{64})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}\\.[A-Za-z0-9]+");
    private static final int PLACE = 32;

    private final URI address;
    private final String digest;
    private final String name;
    private final Path folder;
    private final Downloader downloader;

    private WebModel(URI address, String digest, String name, Path folder, Downloader downloader) {
        this.address = address;
        this.digest = digest;
        this.name = name;
        this.folder = folder;
        this.downloader = downloader;
    }

    /**
     * @param text {@code https://HOST/FILE}, or {@code https://HOST/FILE#sha256=…}
     * @param cache of all such files; made when it is first needed
     * @throws FigmentException if it is no such address
     */
    static WebModel of(String text, Path cache, Downloader downloader) {
        int end = text.indexOf('#');
        String fragment = end < 0 ? "" : text.substring(end + 1);
        URI address = address(end < 0 ? text : text.substring(0, end));
        Matcher digest = DIGEST.matcher(fragment);
        if (end >= 0 && !digest.matches()) {
            throw wrong(text, "what stands after # is no digest");
        }
        String path = address == null || address.getPath() == null ? "" : address.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (address == null || !NAME.matcher(name).matches()) {
            throw wrong(text, "it names no file");
        }
        if (end < 0 && !Web.isPrivate(address)) {
            throw wrong(text, "what comes unencrypted needs a digest");
        }
        // One folder for each digest that is asked for: what is in it is right.
        Path folder = cache.resolve(sha256(text).substring(0, PLACE));
        return new WebModel(address, end < 0 ? "" : digest.group(1), name, folder, downloader);
    }

    private static @Nullable URI address(String text) {
        try {
            URI uri = URI.create(text);
            return Web.isAddress(uri) ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static FigmentException wrong(String text, String what) {
        return FigmentException.user(Problem.of(
                        "bad-reference",
                        "",
                        "'" + withoutUser(text) + "' cannot be taken as the address of a model: " + what)
                .fix("write https://HOST/FILE.onnx#sha256=DIGEST"));
    }

    /** What stands before the host may be a password. */
    private static String withoutUser(String text) {
        return text.replaceFirst("//[^/]*@", "//…@");
    }

    private static String sha256(String text) {
        Sha256 digest = new Sha256();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, bytes.length);
        return digest.hex();
    }

    @Override
    public Path locate(String file) {
        if (RemoteModel.meant(name, file).isEmpty()) {
            throw FigmentException.user(
                    Problem.of("no-model-file", address.toString(), "this is one file, and '" + file + "' is asked for")
                            .fix("name a folder, or a repository, that holds all files of the model"));
        }
        Path target = folder.resolve(name);
        if (!Files.isRegularFile(target)) {
            fetch(target, digest.isEmpty() ? pinned() : digest);
        }
        if (digest.isEmpty() && pinned().isEmpty()) {
            pin(target);
        }
        return target;
    }

    private void fetch(Path target, String sha256) {
        if (downloader.offline()) {
            throw FigmentException.user(Problem.of(
                            "not-here-and-offline",
                            address.toString(),
                            "the model is not here, and no download is allowed (offline)")
                    .fix("run once without --offline and FIGMENT_OFFLINE"));
        }
        ContentCheck check = sha256.isEmpty() ? ContentCheck.any() : ContentCheck.sha256(sha256);
        try {
            downloader.fetch(Wanted.of(name, List.of(address), target, check));
        } catch (DownloadException e) {
            Problem problem = Problem.of(
                    "download-failed", address.toString(), "the model cannot be downloaded: " + e.getMessage());
            throw e.isPassing()
                    ? FigmentException.run(problem.fix("check the connection, and run again: what came is kept"), e)
                    : FigmentException.user(
                            problem.fix(
                                    digest.isEmpty() && !sha256.isEmpty()
                                            ? "it has changed since it was first used: if that is right, remove "
                                                    + record()
                                            : "check the address and the digest"),
                            e);
        }
    }

    private Path record() {
        return folder.resolve("pinned.txt");
    }

    /** The digest of the first time, or empty. */
    private String pinned() {
        try {
            return Files.isRegularFile(record())
                    ? Files.readString(record()).lines().findFirst().orElse("")
                    : "";
        } catch (IOException e) {
            throw WriteProblems.of(record(), e);
        }
    }

    private void pin(Path target) {
        try {
            String text = Sha256.of(target) + "\n" + address + "\n";
            AtomicFile.write(record(), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
    }
}
