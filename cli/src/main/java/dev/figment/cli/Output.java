package dev.figment.cli;

import dev.figment.api.Outcome;
import dev.figment.api.error.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results on stdout: for a person, or as JSON. */
final class Output {
    private static final int RULE = 40;

    private final PrintWriter out;

    Output(PrintWriter out) {
        this.out = out;
    }

    /** What a pipeline made. */
    void print(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Written written) {
                out.println(shown(written.path()) + "  (" + written.summary() + ")");
            } else if (outcome instanceof Outcome.Measured measured) {
                out.println(measured.title() + ":");
                print(measured.values());
            } else if (outcome instanceof Outcome.Texts texts) {
                printTexts(texts.texts());
            }
        }
        out.flush();
    }

    /** Texts as they are, several with a line between them. */
    private void printTexts(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                out.println("-".repeat(RULE));
            }
            out.println(texts.get(i));
        }
    }

    /** Numbers, one a line. */
    void print(Map<String, Double> values) {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        values.forEach(
                (name, value) -> out.println("  " + name + " ".repeat(width - name.length()) + "  " + number(value)));
        out.flush();
    }

    /** Problems, each with its fix in a line of its own. */
    void print(Collection<Problem> problems) {
        for (Problem problem : problems) {
            Problem alone = new Problem(problem.code(), problem.where(), problem.message(), problem.exists(), "");
            out.println("  " + alone);
            if (!problem.fix().isEmpty()) {
                out.println("    fix: " + problem.fix().strip());
            }
        }
        out.flush();
    }

    /** One JSON value. */
    void printJson(Object value) {
        out.println(JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(value));
        out.flush();
    }

    /** A problem as it is given with {@code --json}. */
    static Map<String, Object> json(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", problem.code());
        json.put("where", problem.where());
        json.put("message", problem.message());
        json.put("exists", problem.exists());
        json.put("fix", problem.fix());
        return json;
    }

    /** Outcomes as they are given with {@code --json}. */
    static List<Map<String, Object>> json(List<Outcome> outcomes) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Map<String, Object> json = new LinkedHashMap<>();
            if (outcome instanceof Outcome.Written written) {
                json.put("written", written.path().toString());
                json.put("summary", written.summary());
            } else if (outcome instanceof Outcome.Measured measured) {
                json.put("measured", measured.title());
                json.put("values", measured.values());
            } else if (outcome instanceof Outcome.Texts texts) {
                json.put("texts", texts.texts());
            }
            list.add(json);
        }
        return list;
    }

    /** A path relative to the working folder where it is inside it. */
    static String shown(Path path) {
        Path working = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        if (absolute.equals(working)) {
            return ".";
        }
        return absolute.startsWith(working) ? working.relativize(absolute).toString() : absolute.toString();
    }

    /** Five significant digits. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size != 0 && size < 1e-3) {
            return String.format(Locale.ROOT, "%.4e", value);
        }
        int digits = size < 1 ? 5 : Math.max(0, 4 - (int) Math.log10(size));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
