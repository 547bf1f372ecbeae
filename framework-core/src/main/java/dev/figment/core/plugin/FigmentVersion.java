package dev.figment.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of Figment, as the build knows it. */
public final class FigmentVersion {
    private FigmentVersion() {}

    /** {@code MAJOR.MINOR.PATCH}. */
    public static String current() {
        try (InputStream in = FigmentVersion.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("version.txt is missing from this build of Figment");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException("version.txt of this build of Figment cannot be read", e);
        }
    }
}
