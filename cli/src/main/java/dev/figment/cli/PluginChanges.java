package dev.figment.cli;

import dev.figment.core.plugin.install.PluginChange;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was done with plugins. */
final class PluginChanges {
    private PluginChanges() {}

    static void print(List<PluginChange> changes, boolean json, PrintWriter out) {
        if (json) {
            new Output(out)
                    .printJson(Map.of(
                            "changes", changes.stream().map(PluginChanges::json).toList()));
        } else {
            changes.forEach(change -> out.println(line(change)));
            out.flush();
        }
    }

    private static String line(PluginChange change) {
        String name = change.id() + (change.version().isEmpty() ? "" : " " + change.version());
        String what = switch (change.kind()) {
            case INSTALLED -> "installed";
            case UPDATED -> "updated from " + change.before().orElse("another");
            case UNCHANGED -> "is there already";
            case REMOVED -> "removed";
        };
        String digest = change.sha256().isEmpty() ? "" : "  sha256 " + change.sha256();
        String signer = change.signer().map(key -> "  signed with " + key).orElse("");
        return name + "  " + what + "  " + Output.shown(change.path()) + digest + signer;
    }

    private static Map<String, Object> json(PluginChange change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", change.id());
        json.put("version", change.version());
        json.put("change", change.kind().name().toLowerCase(Locale.ROOT));
        change.before().ifPresent(version -> json.put("before", version));
        json.put("path", change.path().toString());
        json.put("sha256", change.sha256());
        change.signer().ifPresent(key -> json.put("key", key));
        return json;
    }
}
