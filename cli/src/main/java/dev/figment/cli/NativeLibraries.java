package dev.figment.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Points ONNX Runtime at the libraries that lie unpacked in the distribution. Without, it unpacks them into a temporary
 * folder at each start, which takes longer than all the rest of a start.
 */
final class NativeLibraries {
    static final String PROPERTY = "onnxruntime.native.path";

    private NativeLibraries() {}

    /** Has to come before ONNX Runtime is first used. A path that the user gave stays. */
    static void locate() {
        String distribution = System.getProperty("figment.dist");
        if (distribution == null || System.getProperty(PROPERTY) != null) {
            return;
        }
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        if (platform != null) {
            Path folder = Path.of(distribution, "native", platform);
            if (Files.isDirectory(folder)) {
                System.setProperty(PROPERTY, folder.toString());
            }
        }
    }

    /** The name that ONNX Runtime has for a platform, {@code linux-x64} for instance; null where it has none. */
    static @Nullable String platform(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String arch = switch (osArch) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" -> "aarch64";
            default -> null;
        };
        String os =
                name.contains("linux") ? "linux" : name.contains("mac") ? "osx" : name.contains("win") ? "win" : null;
        return os == null || arch == null ? null : os + "-" + arch;
    }
}
