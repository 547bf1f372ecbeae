package dev.figment.core.download;

import dev.figment.core.io.Sha256;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** What tests of downloads have in common: short time-outs, and waits that are only noted. */
public final class Downloads {
    /** For tests in which servers fall silent. */
    static final Duration SILENCE = Duration.ofMillis(700);

    /** For the others, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Downloads() {}

    /** Waits that were asked for, of which none is made. */
    static final class Waits implements Retries.Pause {
        final List<Duration> asked = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void during(Duration time) {
            asked.add(time);
        }
    }

    public static DownloadSettings quick() {
        return settings(new Waits(), Space.OF_DISK);
    }

    /** The same, which leaves a silent server soon. */
    static DownloadSettings impatient() {
        return settings(new Waits(), Space.OF_DISK, SILENCE);
    }

    public static DownloadSettings offline() {
        return DownloadSettings.of(true, name -> null);
    }

    static DownloadSettings settings(Retries.Pause pause, Space space) {
        return settings(pause, space, PATIENCE);
    }

    private static DownloadSettings settings(Retries.Pause pause, Space space, Duration silence) {
        return new DownloadSettings(
                false,
                4,
                PATIENCE,
                silence,
                new Retries(6, Duration.ofMillis(100), Duration.ofSeconds(60), pause),
                new Proxies(name -> null),
                space);
    }

    static Wanted wanted(URI address, byte[] content, Path target) {
        return Wanted.of(
                target.getFileName().toString(),
                List.of(address),
                target,
                ContentCheck.sha256(sha256(content), OptionalLong.of(content.length)));
    }

    public static String sha256(byte[] content) {
        Sha256 digest = new Sha256();
        digest.update(content, content.length);
        return digest.hex();
    }

    public static byte[] content(long seed, int size) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return content;
    }
}
