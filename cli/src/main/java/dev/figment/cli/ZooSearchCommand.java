package dev.figment.cli;

import dev.figment.core.embed.ModelAccess;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Zoo;
import dev.figment.core.zoo.registry.IndexEntry;
import dev.figment.core.zoo.registry.Registries;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code figment zoo search TEXT}. */
@Command(
        name = "search",
        description = {
            "Finds models, here and in the registries: those whose name, task, summary or licence has all words.",
            "Without a network, registries are searched as they were when they were last asked."
        })
final class ZooSearchCommand implements Callable<Integer> {
    private static final String HERE = "here";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "Words; without them, every model is listed.")
    private List<String> words = new ArrayList<>();

    @Mixin
    final OfflineOption offline = new OfflineOption();

    @Override
    public Integer call() {
        Collection<Map<String, Object>> found = found(Host.models(spec), String.join(" ", words));
        PrintWriter out = spec.commandLine().getOut();
        if (ZooCommand.isJson(spec)) {
            new Output(out).printJson(Map.of("models", found));
        } else {
            print(found, out);
        }
        return 0;
    }

    private static Collection<Map<String, Object>> found(ModelAccess models, String text) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        for (Zoo.Listed listed : models.zoo().list()) {
            listed.card().filter(card -> entry(card).matches(text)).ifPresent(card -> {
                Map<String, Object> json = json(entry(card));
                json.put("folder", listed.folder().toString());
                found.putIfAbsent(card.name() + "@" + card.version(), json);
            });
        }
        for (Registries.Listed listed : models.registries().registries().list()) {
            IndexEntry entry = listed.entry();
            if (entry.matches(text)) {
                found.computeIfAbsent(entry.name() + "@" + entry.version(), key -> json(entry))
                        .put("registry", listed.registry().name());
            }
        }
        return found.values();
    }

    private static IndexEntry entry(Card card) {
        return new IndexEntry(
                card.name(),
                card.version(),
                card.task(),
                card.summary(),
                card.licence(),
                "",
                card.size(),
                "0".repeat(64));
    }

    private static Map<String, Object> json(IndexEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", entry.name());
        json.put("version", entry.version());
        json.put("task", entry.task());
        json.put("summary", entry.summary());
        json.put("licence", entry.licence());
        json.put("size", entry.size());
        return json;
    }

    private static void print(Collection<Map<String, Object>> found, PrintWriter out) {
        Table table = new Table();
        for (Map<String, Object> model : found) {
            table.row(
                    text(model, "name"),
                    text(model, "version"),
                    text(model, "task"),
                    ZooCards.size(((Number) model.getOrDefault("size", 0)).longValue()),
                    model.containsKey("folder") ? HERE : text(model, "registry"),
                    text(model, "summary"));
        }
        if (found.isEmpty()) {
            table.row("No model has all of these words.");
        }
        table.print(out, 0);
    }

    private static String text(Map<String, Object> model, String key) {
        return String.valueOf(model.getOrDefault(key, ""));
    }
}
