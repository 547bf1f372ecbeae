package dev.figment.cli;

import dev.figment.api.error.Problem;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Machine;
import dev.figment.core.zoo.Zoo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How models' cards are shown. */
final class ZooCards {
    private static final double KILO = 1000;
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

    private ZooCards() {}

    /** One line for each model; what is wrong with a card stands in it, and why others do not run here below all. */
    static void print(List<Zoo.Listed> models, Machine machine, PrintWriter out) {
        Table table = new Table();
        Map<String, List<Problem>> unfit = new LinkedHashMap<>();
        for (Zoo.Listed model : models) {
            Optional<Card> known = model.card();
            if (known.isEmpty()) {
                table.row(model.name(), "failed", "", "", "", words(model.problems()));
                continue;
            }
            Card card = known.get();
            List<Problem> problems = machine.against(model.folder(), card);
            table.row(
                    card.name(),
                    card.version(),
                    problems.isEmpty() ? "runs" : "does not run",
                    card.task(),
                    size(card.size()),
                    card.summary());
            if (!problems.isEmpty()) {
                unfit.put(card.name() + " " + card.version(), problems);
            }
        }
        if (models.isEmpty()) {
            table.row("There are no models.");
        }
        table.print(out, 0);
        unfit.forEach((name, problems) -> {
            out.println();
            out.println(name + " does not run here:");
            new Output(out).print(problems);
        });
    }

    /** A whole card. */
    static void print(Path folder, Card card, Machine machine, PrintWriter out) {
        out.println(card.name() + " " + card.version() + ": " + card.summary());
        Card.Needs needs = card.plugin();
        List<Problem> problems = machine.against(folder, card);
        Table table = new Table()
                .row("task", card.task())
                .row("use", "{ use: " + card.use() + ", model: \"zoo:" + card.name() + "\" }")
                .row("plugin", needs.id() + " " + needs.versions())
                .row("runs here", problems.isEmpty() ? "yes" : "no: " + words(problems))
                .row("folder", Output.shown(folder));
        card.files()
                .forEach((file, content) ->
                        table.row("file", file + "  " + size(content.size()) + "  sha256 " + content.sha256()));
        table.row("licence", card.licence())
                .row("data", card.data().name())
                .row("data from", card.data().source())
                .row("data licence", card.data().licence())
                .row("trained by", card.training());
        card.evaluation().metrics().forEach((name, value) -> table.row("measured", name + "  " + Output.number(value)));
        table.row("measured by", card.evaluation().command());
        card.limits().forEach(limit -> table.row("limit", limit));
        table.print(out, 1);
    }

    /** Each number that was measured, beside the card's. */
    static void print(Card card, Map<String, Double> measured, PrintWriter out) {
        Map<String, Double> claimed = card.evaluation().metrics();
        Set<String> names = new LinkedHashSet<>(measured.keySet());
        names.addAll(claimed.keySet());
        out.println(card.name() + " " + card.version());
        Table table = new Table().row("", "measured", "card");
        names.forEach(name -> table.row(name, number(measured.get(name)), number(claimed.get(name))));
        table.print(out, 1);
    }

    static Map<String, Object> json(Zoo.Listed model, Machine machine) {
        if (model.card().isPresent()) {
            return json(model.folder(), model.card().get(), machine);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", model.name());
        json.put("folder", model.folder().toString());
        json.put("runs", false);
        json.put("problems", model.problems().stream().map(Output::json).toList());
        return json;
    }

    static Map<String, Object> json(Path folder, Card card, Machine machine) {
        List<Problem> problems = machine.against(folder, card);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", card.name());
        json.put("folder", folder.toString());
        json.put("runs", problems.isEmpty());
        json.put("problems", problems.stream().map(Output::json).toList());
        json.put("card", card);
        return json;
    }

    private static String words(List<Problem> problems) {
        return String.join("; ", problems.stream().map(Problem::toString).toList());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : Output.number(value);
    }

    static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= KILO && unit < UNITS.size() - 1) {
            size /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS.get(unit));
    }
}
