package dev.figment.core.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Kinds of files that a folder is searched for, by the endings of their names. */
enum FileKind {
    IMAGE("image", "PNG or JPEG files", List.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "pgm", "ppm")),
    SOUND("WAV file", "WAV files", List.of("wav", "wave")),
    TABLE("CSV file", "CSV files", List.of("csv")),
    TEXT("text", "plain texts (.txt) or JSON Lines (.jsonl)", List.of("txt", "md", "jsonl", "json")),
    RECORDS("JSON file", "JSON Lines (.jsonl) or JSON arrays (.json)", List.of("jsonl", "json"));

    private final String one;
    private final String many;
    private final List<String> endings;

    FileKind(String one, String many, List<String> endings) {
        this.one = one;
        this.many = many;
        this.endings = endings;
    }

    boolean matches(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot >= 0 && endings.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** What one is called. */
    String one() {
        return one;
    }

    /** What several are called. */
    String many() {
        return many;
    }

    /** The usual ending. */
    String ending() {
        return endings.get(0);
    }
}
