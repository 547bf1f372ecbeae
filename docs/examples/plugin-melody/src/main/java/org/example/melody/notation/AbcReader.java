package org.example.melody.notation;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.example.melody.Melodies;

/**
 * Reads a tune in ABC notation (abcnotation.com, version 2.1), of which it knows what a melody of one voice needs: the fields
 * T, M, L and K; notes, accidentals, octaves, lengths, rests, ties and bar lines. Lengths are whole eighths, the metre is 4/4
 * or 2/4. One tune at a time.
 */
public final class AbcReader {
    private static final Pattern FIELD = Pattern.compile("([A-Za-z]):(.*)");
    private static final Pattern NOTE = Pattern.compile("(\\^|_|=)?([A-Ga-gz])([,']*)(\\d*)(/?)(\\d*)(-?)");
    private static final Pattern BETWEEN = Pattern.compile("[\\s|\\]]+");
    private static final Pattern UNIT = Pattern.compile("1/(\\d{1,2})");
    private static final Map<String, Integer> ACCIDENTALS = Map.of("^", 1, "_", -1, "=", 0);

    /** Semitones from C to the notes from A to G. */
    private static final int[] SEMITONES = {9, 11, 0, 2, 4, 5, 7};

    private static final int MIDDLE_C = 60;

    private final String where;
    private final Bars bars = new Bars();
    private final List<Integer> events = new ArrayList<>();
    private String title = "";
    private boolean inBody;
    private boolean tied;
    /** Of the length unit; 1 is an eighth. */
    private double unit = 1;

    private AbcReader(String where) {
        this.where = where;
    }

    /**
     * @param where what to call the tune in messages
     * @throws FigmentException if there is something in it that is not read
     */
    public static Tune read(String abc, String where) {
        AbcReader reader = new AbcReader(where);
        List<String> lines = abc.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            reader.line(lines.get(i).replaceFirst("%.*", ""), i + 1);
        }
        if (reader.events.stream().noneMatch(event -> event >= 0)) {
            throw reader.problem(lines.size(), "there is no note in it", "after the field K: come the notes");
        }
        return new Tune(
                reader.title.isEmpty() ? where : reader.title,
                reader.events.stream().mapToInt(Integer::intValue).toArray());
    }

    private void line(String line, int number) {
        Matcher field = FIELD.matcher(line.strip());
        if (field.matches()) {
            field(field.group(1), field.group(2).strip(), number);
        } else if (inBody) {
            notes(line, number);
        } else if (!line.isBlank()) {
            throw problem(number, "there are notes before the field K:", "write the key before them, as in 'K:C'");
        }
    }

    private void field(String name, String value, int line) {
        if (inBody) {
            throw problem(
                    line,
                    "the field " + name + ": stands among the notes",
                    "an empty line ends a tune; where tunes are read, the key is 'text: { split: paragraph }'");
        }
        switch (name) {
            case "T" -> title = title.isEmpty() ? value : title;
            case "M" -> {
                if (!value.matches("4/4|2/4|C")) {
                    throw problem(line, "the metre " + value + " is not read", "take tunes in 4/4 or 2/4");
                }
            }
            case "L" -> {
                Matcher length = UNIT.matcher(value);
                if (!length.matches() || length.group(1).matches("0+")) {
                    throw problem(line, "'" + value + "' is no length", "write 'L:1/8', for instance");
                }
                unit = 8.0 / Integer.parseInt(length.group(1));
            }
            case "K" -> {
                bars.in(KeySignature.of(value)
                        .orElseThrow(
                                () -> problem(line, "the key '" + value + "' is not known", "write 'K:G' or 'K:Em'")));
                inBody = true;
            }
            default -> {
                // Composer, origin and the like do not change the notes.
            }
        }
    }

    private void notes(String line, int number) {
        int at = 0;
        Matcher note = NOTE.matcher(line);
        Matcher between = BETWEEN.matcher(line);
        while (at < line.length()) {
            if (between.region(at, line.length()).lookingAt()) {
                if (between.group().contains("|")) {
                    bars.next();
                }
                at = between.end();
            } else if (note.region(at, line.length()).lookingAt()) {
                note(note, number);
                at = note.end();
            } else {
                throw problem(
                        number,
                        "'" + line.charAt(at) + "' at column " + (at + 1) + " is not read",
                        "write the notes alone, repeats in full");
            }
        }
    }

    private void note(Matcher note, int line) {
        int eighths = eighths(note, line);
        int event = note.group(2).equals("z") ? Melodies.REST : pitch(note, line);
        boolean continues = tied && event >= 0 && event == sounding();
        for (int i = 0; i < eighths; i++) {
            events.add(event == Melodies.REST || (i == 0 && !continues) ? event : Melodies.HOLD);
        }
        tied = !note.group(7).isEmpty();
    }

    private int sounding() {
        int last = events.size() - 1;
        while (last >= 0 && events.get(last) == Melodies.HOLD) {
            last--;
        }
        return last < 0 ? Melodies.REST : events.get(last);
    }

    private int eighths(Matcher note, int line) {
        try {
            double length = unit * (note.group(4).isEmpty() ? 1 : Integer.parseInt(note.group(4)));
            if (!note.group(5).isEmpty()) {
                length /= note.group(6).isEmpty() ? 2 : Integer.parseInt(note.group(6));
            }
            if (length >= 1 && length == Math.rint(length) && length <= 64 * Melodies.BAR) {
                return (int) length;
            }
        } catch (NumberFormatException e) {
            // It has too many digits, as the message says.
        }
        throw problem(
                line,
                "the length of '" + note.group() + "' is not a number of eighths",
                "melodies are cut into eighths");
    }

    private int pitch(Matcher note, int line) {
        char letter = note.group(2).charAt(0);
        char name = Character.toUpperCase(letter);
        int octave = letter == name ? 0 : 1;
        octave += (int) note.group(3).chars().filter(c -> c == '\'').count();
        octave -= (int) note.group(3).chars().filter(c -> c == ',').count();
        int accidental = bars.accidental(name, octave, note.group(1) == null ? null : ACCIDENTALS.get(note.group(1)));
        int pitch = MIDDLE_C + 12 * octave + SEMITONES[name - 'A'] + accidental;
        if (pitch < 0 || pitch > Melodies.HIGHEST) {
            throw problem(line, "there is no such note as '" + note.group() + "' in MIDI", "take another octave");
        }
        return pitch;
    }

    private FigmentException problem(int line, String message, String fix) {
        return FigmentException.user(
                Problem.of("bad-abc", where + ", line " + line, message).fix(fix));
    }
}
