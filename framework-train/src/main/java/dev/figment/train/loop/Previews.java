package dev.figment.train.loop;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder {@code previews/}: {@code step-STEP-NAME.png}, and {@code step-STEP-NAME-NUMBER.wav} where there are several. */
final class Previews {
    private static final Pattern FILE = Pattern.compile("step-(\\d{8,18})-([a-z0-9-]+?)(-\\d+)?\\.(png|wav|txt)");

    private final Path folder;

    /** The folder need not exist. */
    Previews(Path folder) {
        this.folder = folder;
    }

    /**
     * A file that is there.
     *
     * @param name of the preview
     * @param number among those of this name and step, from 1; 0 where it is alone
     */
    record Entry(Path path, long step, String name, int number, PreviewFormat.Medium medium) {
        byte[] read() throws IOException {
            return Files.readAllBytes(path);
        }
    }

    /**
     * Writes the files of one preview.
     *
     * @return what was written
     * @throws FigmentException if it cannot be
     */
    List<Entry> write(long step, String name, List<PreviewFormat.File> files) {
        List<Entry> written = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            PreviewFormat.Medium medium = files.get(i).medium();
            int number = files.size() == 1 ? 0 : i + 1;
            Path target = folder.resolve(String.format(
                    Locale.ROOT, "step-%08d-%s%s.%s", step, name, number == 0 ? "" : "-" + number, medium.extension()));
            Path partial = Disk.partial(target);
            try {
                Files.createDirectories(folder);
                Files.write(partial, files.get(i).content());
                Disk.force(partial);
                Disk.move(partial, target);
            } catch (IOException e) {
                Disk.deleteQuietly(partial);
                throw RunFolderProblems.writing(target, e);
            }
            written.add(new Entry(target, step, name, number, medium));
        }
        return written;
    }

    /** What there is up to a step, by the preview's name, then by step; the names in the order of the alphabet. */
    Map<String, NavigableMap<Long, List<Entry>>> upTo(long step) throws IOException {
        Map<String, NavigableMap<Long, List<Entry>>> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches() && Long.parseLong(name.group(1)) <= step) {
                    Entry entry = entry(file, name);
                    found.computeIfAbsent(entry.name(), any -> new TreeMap<>())
                            .computeIfAbsent(entry.step(), any -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
        found.values()
                .forEach(steps ->
                        steps.values().forEach(entries -> entries.sort(Comparator.comparingInt(Entry::number))));
        return found;
    }

    private static Entry entry(Path file, Matcher name) {
        int number = name.group(3) == null ? 0 : Integer.parseInt(name.group(3).substring(1));
        PreviewFormat.Medium medium = Stream.of(PreviewFormat.Medium.values())
                .filter(known -> known.extension().equals(name.group(4)))
                .findFirst()
                .orElseThrow();
        return new Entry(file, Long.parseLong(name.group(1)), name.group(2), number, medium);
    }

    /** Removes what a killed process left half-written. */
    void clearPartials() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(Disk.PARTIAL)
                        && FILE.matcher(name.substring(0, name.length() - Disk.PARTIAL.length()))
                                .matches()) {
                    Disk.deleteQuietly(file);
                }
            }
        }
    }
}
