package dev.figment.core.data;

import dev.figment.api.Text;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.TextFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Texts of files, or windows of them. All are held in memory. */
final class TextFiles implements Dataset<Text> {
    private final String name;
    private final List<Path> files;
    private final TextFormat format;
    private final List<String> texts;
    private final Windows windows;
    /** Of the texts, by index, in which a character may take two places: finding one by counting would be slow. */
    private final Map<Integer, int[]> codePoints = new HashMap<>();

    TextFiles(String name, List<Path> files, TextFormat format) {
        this.name = name;
        this.files = files;
        this.format = format;
        this.texts = files.stream()
                .flatMap(this::split)
                .filter(text -> !text.isBlank())
                .toList();
        if (texts.isEmpty()) {
            throw FigmentException.user(Problem.of("no-text", name, "there is no text in it, only blanks"));
        }
        long[] lengths = texts.stream()
                .mapToLong(text -> format.window() == 0 ? 1 : text.codePointCount(0, text.length()))
                .toArray();
        this.windows = new Windows(lengths, Math.max(1, format.window()), Math.max(1, format.stride()));
        for (int i = 0; i < lengths.length && format.window() > 0; i++) {
            if (lengths[i] < texts.get(i).length()) {
                codePoints.put(i, texts.get(i).codePoints().toArray());
            }
        }
        if (windows.count() == 0) {
            throw FigmentException.user(Problem.of(
                            "no-window",
                            name,
                            "none of its " + texts.size() + " texts has the " + format.window()
                                    + " characters of a window")
                    .fix("give 'window' a smaller number, or take longer texts: 'split: file'"));
        }
    }

    private Stream<String> split(Path file) {
        if (FileKind.RECORDS.matches(file)) {
            return JsonRecords.read(file, List.of(format.field())).stream()
                    .map(row -> row.getOrDefault(format.field(), ""));
        }
        String text = Utf8.read(file);
        return switch (format.split()) {
            case FILE -> Stream.of(text);
            case LINE -> text.lines();
            case PARAGRAPH -> Stream.of(text.strip().split("\\R(?:[ \\t]*\\R)+"));
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return windows.count();
    }

    @Override
    public Text read(int[] indices) {
        List<String> read = new ArrayList<>(indices.length);
        for (int index : indices) {
            int text = windows.stretch(index);
            read.add(format.window() == 0 ? texts.get(text) : window(text, (int) windows.start(index)));
        }
        return new Text(read);
    }

    private String window(int text, int from) {
        int[] characters = codePoints.get(text);
        return characters == null
                ? texts.get(text).substring(from, from + format.window())
                : new String(characters, from, format.window());
    }

    @Override
    public String digest() {
        return FileDigest.of(files);
    }
}
