package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.plugin.FigmentVersion;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.zoo.Machine;
import dev.figment.core.zoo.Zoo;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Everything that {@code figment doctor} looks at, except ONNX Runtime. */
final class Checkup {
    private static final long MEBI = 1 << 20;

    private final List<Finding> findings = new ArrayList<>();

    private Checkup() {}

    /** Checks the installation that a command belongs to. */
    static List<Finding> of(CommandSpec command) {
        Checkup checkup = new Checkup();
        checkup.machine();
        checkup.findings.addAll(RuntimeCheckup.findings());
        checkup.installation(command);
        checkup.home(Figment.folders(command).home());
        checkup.ok("terminal", Terminal.isThere() ? "yes" : "no: progress is shown as plain lines");
        return checkup.findings;
    }

    private void machine() {
        ok("figment", FigmentVersion.current());
        ok("java", property("java.version") + ", " + property("java.vm.name") + ", " + property("java.home"));
        ok("system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
        String memory = "up to " + Runtime.getRuntime().maxMemory() / MEBI + " MiB for Java";
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            memory += " of " + system.getTotalMemorySize() / MEBI + " MiB";
        }
        ok("memory", memory);
    }

    private void installation(CommandSpec command) {
        try (Host host = Host.openToReport(command)) {
            plugins(host);
            models(host);
        } catch (FigmentException e) {
            e.problems().forEach(problem -> findings.add(Finding.fail("installation", problem)));
        }
    }

    private void plugins(Host host) {
        List<String> loaded = host.plugins().stream()
                .filter(plugin -> plugin.workingVersion().isPresent())
                .filter(plugin -> plugin.source().isPresent())
                .map(PluginStatus::id)
                .toList();
        if (loaded.isEmpty()) {
            findings.add(Finding.warn(
                    "plugins",
                    Problem.of("no-plugin", "", "there are none")
                            .fix("'figment plugins --help' says where they are looked for")));
        } else {
            ok("plugins", String.join(", ", loaded));
        }
        host.pluginProblems().forEach(problem -> findings.add(Finding.warn("plugins", problem)));
    }

    private void models(Host host) {
        List<Zoo.Listed> models = host.zoo().list();
        List<String> good = models.stream()
                .filter(model -> model.card().isPresent())
                .map(Zoo.Listed::name)
                .toList();
        ok("models", good.isEmpty() ? "there are none" : String.join(", ", good));
        Machine machine = host.machine();
        for (Zoo.Listed model : models) {
            model.problems().forEach(problem -> findings.add(Finding.warn("models", problem)));
            model.card().stream()
                    .flatMap(card -> machine.against(model.folder(), card).stream())
                    .map(problem -> problem.where().isEmpty() ? problem.at(Output.shown(model.folder())) : problem)
                    .forEach(problem -> findings.add(Finding.warn("models", problem)));
        }
    }

    /** Plugins, models and data are kept there. */
    private void home(Path home) {
        Path there = home.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (Files.isDirectory(there) && Files.isWritable(there)) {
            ok("home", Output.shown(home));
        } else {
            String why = Files.isDirectory(there) ? " is not writable" : " is not a folder";
            findings.add(Finding.fail(
                    "home",
                    Problem.of(
                                    "bad-home",
                                    home.toString(),
                                    "plugins, models and data cannot be kept there: " + there + why)
                            .fix("make it writable, or set FIGMENT_HOME to a folder that is")));
        }
    }

    private void ok(String name, String text) {
        findings.add(Finding.ok(name, text));
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
