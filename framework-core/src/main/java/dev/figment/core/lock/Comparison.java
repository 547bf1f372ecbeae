package dev.figment.core.lock;

import dev.figment.api.error.Problem;
import dev.figment.core.lock.LockFile.Locked;
import dev.figment.core.lock.LockFile.LockedModel;
import dev.figment.core.lock.LockFile.LockedPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is here beside what a config is locked to.
 *
 * @param lock the lock file, for messages
 */
record Comparison(Path lock, Path config) {
    /** Everything that is used and differs; what is not used any more does not count. */
    List<Problem> of(Locked locked, Locked here) {
        List<Problem> problems = new ArrayList<>();
        here.plugins().forEach((id, plugin) -> {
            String what = "the plugin '" + id + "'";
            LockedPlugin expected = locked.plugins().get(id);
            if (expected == null) {
                problems.add(missing(what));
            } else if (!expected.equals(plugin)) {
                problems.add(differs(what, words(expected), words(plugin))
                        .fix("install " + words(expected) + " again"
                                + (expected.sha256() == null
                                        ? ""
                                        : " (figment plugins install SOURCE --sha256 " + expected.sha256() + ")")
                                + orLock()));
            }
        });
        here.models().forEach((name, model) -> {
            String what = "the model '" + name + "'";
            LockedModel expected = locked.models().get(name);
            if (expected == null) {
                problems.add(missing(what));
            } else if (!Objects.equals(expected.version(), model.version())) {
                problems.add(differs(what, version(expected), version(model))
                        .fix("put " + version(expected) + " back, or name it in the config" + orLock()));
            } else {
                files(what, expected.files(), model.files(), problems);
            }
        });
        return problems;
    }

    private void files(String what, Map<String, String> expected, Map<String, String> here, List<Problem> problems) {
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(here.keySet());
        for (String name : names) {
            if (!Objects.equals(expected.get(name), here.get(name))) {
                problems.add(
                        differs(what + " with its file " + name, sha256(expected.get(name)), sha256(here.get(name)))
                                .fix("put the file back as it was" + orLock()));
            }
        }
    }

    private Problem missing(String what) {
        return Problem.of("not-locked", lock.toString(), "it does not have " + what + ", which the config uses")
                .fix("to take the one that is here, run: figment zoo lock " + config);
    }

    private Problem differs(String what, String expected, String here) {
        return Problem.of(
                "other-than-locked",
                lock.toString(),
                "the config is locked to " + what + " as " + expected + ", and here is " + here);
    }

    private String orLock() {
        return "; or, to take what is here, run: figment zoo lock " + config;
    }

    private static String words(LockedPlugin plugin) {
        return "version " + plugin.version() + (plugin.sha256() == null ? "" : " with " + sha256(plugin.sha256()));
    }

    private static String version(LockedModel model) {
        return model.version() == null ? "one without a card" : "version " + model.version();
    }

    private static String sha256(@Nullable String digest) {
        return digest == null ? "none" : "SHA-256 " + digest;
    }
}
