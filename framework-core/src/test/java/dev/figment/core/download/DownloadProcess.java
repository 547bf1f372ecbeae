package dev.figment.core.download;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that downloads one file. */
final class DownloadProcess {
    private DownloadProcess() {}

    /**
     * @param arguments address, SHA-256, target, folder of locks; FIGMENT_OFFLINE is read as always
     */
    public static void main(String[] arguments) throws IOException {
        Wanted wanted = Wanted.of(
                "file", List.of(URI.create(arguments[0])), Path.of(arguments[2]), ContentCheck.sha256(arguments[1]));
        try {
            new Downloader(DownloadSettings.of(false, System::getenv), Path.of(arguments[3]), DownloadListener.LOG)
                    .fetch(wanted);
            System.out.println("done");
        } catch (FigmentException e) {
            System.out.println(e.getMessage());
        }
    }

    /** Starts it. */
    static ProcessBuilder of(
            Path temp, List<String> before, List<String> java, URI address, byte[] content, Path target) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DownloadProcess.class.getName(),
                address.toString(),
                Downloads.sha256(content),
                target.toString(),
                temp.resolve("locks").toString()));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
