package dev.figment.core.download;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Downloads files. Each appears when all of it is here and what it must be; what was cut off goes on where it stopped, also
 * in a later run; of several processes one downloads while the others wait. Safe for use by several threads.
 */
public final class Downloader {
    /** What comes whole and is wrong is asked for once more: something on the way may have changed it. */
    private static final int MOST_WRONG = 2;

    /** Whoever asks again at once, as each part of a pipeline does that needs a file, gets the same failure. */
    private static final Duration REPEATED = Duration.ofSeconds(10);

    private final DownloadSettings settings;
    private final Path locks;
    private final DownloadListener listener;
    private final Map<Path, Failed> failed = new ConcurrentHashMap<>();
    private @Nullable HttpClient client;

    private record Failed(DownloadException failure, long nanos) {}

    /**
     * @param locks a folder for the locks of files that are downloaded; made when it is first needed
     */
    public Downloader(DownloadSettings settings, Path locks, DownloadListener listener) {
        this.settings = settings;
        this.locks = locks;
        this.listener = listener;
    }

    /** Whether no socket may be opened. */
    public boolean offline() {
        return settings.offline();
    }

    /** Where its locks are, for what is made of several files. */
    public Path locks() {
        return locks;
    }

    /**
     * Downloads a file, unless it is there.
     *
     * @throws DownloadException if no address gives it
     * @throws FigmentException if it cannot be written, or no download is allowed
     */
    public void fetch(Wanted wanted) throws DownloadException {
        try {
            fetchInterruptibly(wanted);
        } catch (InterruptedException e) {
            throw interrupted(wanted, e);
        }
    }

    /**
     * Downloads files, several at once. Where one fails, the others are stopped; what came of them is kept.
     *
     * @throws DownloadException if no address gives one of them
     * @throws FigmentException if one cannot be written, or no download is allowed
     */
    public void fetchAll(List<Wanted> all) throws DownloadException {
        List<Wanted> missing = all.stream().filter(wanted -> !isThere(wanted)).toList();
        if (missing.isEmpty()) {
            return;
        }
        requireRoom(missing);
        try {
            Parallel.run(settings.parallel(), missing, this::fetchInterruptibly);
        } catch (InterruptedException e) {
            throw interrupted(missing.get(0), e);
        }
    }

    /** For all that is known to come: one by one, each might find room that is meant for another. */
    private void requireRoom(List<Wanted> missing) {
        long bytes = 0;
        for (Wanted wanted : missing) {
            URI first = wanted.addresses().get(0);
            long size = wanted.check().size().orElse(0);
            bytes += Math.max(0, size - PartialFile.size(wanted.target(), first));
        }
        if (bytes > 0 && !settings.offline()) {
            settings.space().require(missing.get(0).target(), bytes);
        }
    }

    private static FigmentException interrupted(Wanted wanted, InterruptedException e) {
        Thread.currentThread().interrupt();
        return FigmentException.run(Problem.of("interrupted", wanted.name(), "the download was interrupted"), e);
    }

    private static boolean isThere(Wanted wanted) {
        return !wanted.again() && Files.isRegularFile(wanted.target());
    }

    private void fetchInterruptibly(Wanted wanted) throws DownloadException, InterruptedException {
        if (settings.offline()) {
            throw FigmentException.user(Problem.of(
                            "offline", wanted.name(), "this would be downloaded, and no download is allowed (offline)")
                    .fix("run without --offline and FIGMENT_OFFLINE"));
        }
        try (DownloadLock lock = DownloadLock.take(locks, wanted.target())) {
            if (isThere(wanted)) {
                return;
            }
            Failed before = failed.remove(wanted.target());
            if (before != null && System.nanoTime() - before.nanos() < REPEATED.toNanos()) {
                failed.put(wanted.target(), before);
                throw before.failure();
            }
            List<String> failures = new ArrayList<>();
            boolean refused = true;
            boolean passing = false;
            for (URI address : wanted.addresses()) {
                Optional<Fault> fault = fetch(wanted, address);
                if (fault.isEmpty()) {
                    wanted.addresses().forEach(each -> PartialFile.remove(wanted.target(), each));
                    return;
                }
                failures.add(Web.shown(address) + ": " + fault.get().what());
                refused &= fault.get().kind() == Fault.Kind.REFUSED;
                passing |= fault.get().kind() == Fault.Kind.PASSING;
            }
            DownloadException failure = new DownloadException(failures, refused, passing);
            failed.put(wanted.target(), new Failed(failure, System.nanoTime()));
            throw failure;
        }
    }

    /** From one address: what went wrong at last, or empty. */
    private Optional<Fault> fetch(Wanted wanted, URI address) throws InterruptedException {
        Retries retries = settings.retries();
        Hops hops = new Hops(this::client, settings.silence());
        int wrong = 0;
        int tried = 0;
        long before = 0;
        while (true) {
            Fault fault;
            try (PartialFile part = PartialFile.open(wanted.target(), address)) {
                if (tried == 0 && !wanted.check().certain()) {
                    part.restart("");
                }
                before = part.size();
                listener.begins(wanted.name(), Web.shown(address));
                new Attempt(wanted, address, part, settings, listener).run(hops);
                part.complete();
                return Optional.empty();
            } catch (IOException e) {
                fault = fault(e);
            }
            tried = grown(wanted, address, before) ? 1 : tried + 1;
            wrong += fault.kind() == Fault.Kind.WRONG ? 1 : 0;
            boolean passing = fault.kind() == Fault.Kind.PASSING || fault.kind() == Fault.Kind.WRONG;
            Duration wait = fault.after().map(retries::atLeast).orElse(retries.after(tried));
            if (!passing
                    || wrong == MOST_WRONG
                    || tried >= retries.attempts()
                    || wait.compareTo(retries.longest()) > 0) {
                return Optional.of(fault);
            }
            listener.waits(wanted.name(), wait, fault.what());
            retries.pause().during(wait);
        }
    }

    private static boolean grown(Wanted wanted, URI address, long before) {
        return PartialFile.size(wanted.target(), address) - before >= Retries.PROGRESS;
    }

    private static Fault fault(IOException e) {
        if (e instanceof Fault fault) {
            return fault;
        }
        String name = e.getClass().getSimpleName();
        return Fault.passing(
                e instanceof ConnectException && e.getMessage() == null
                        ? "nobody answers (" + name + ")"
                        : name + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"));
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    // One connection for each file: with HTTP/2 they would share one, and its cuts.
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(settings.connect())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(settings.proxies())
                    .build();
            client = made;
        }
        return made;
    }
}
