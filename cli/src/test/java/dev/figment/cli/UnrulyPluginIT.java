package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.cli.example.UnrulyLife;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that hang, throw errors, would end the process or leave threads: the run works, and the process ends. */
class UnrulyPluginIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).withModelAndImages().withRunConfig();
    }

    private void plugin(String id, String behaviour) throws IOException {
        bench.figment.withExamplePlugin(id);
        Path plugin = bench.figment.plugins().resolve(id);
        Files.writeString(
                plugin.resolve("plugin.properties"),
                "plugin.class=" + UnrulyLife.class.getName(),
                StandardOpenOption.APPEND);
        Files.writeString(plugin.resolve("classes/unruly.txt"), behaviour);
    }

    private Installation.Result run(String command) throws Exception {
        ProcessBuilder process = new Launched(bench.work, folder.resolve("home"))
                .process(command.equals("run") ? new String[] {"run", "run.yaml"} : command.split(" ", -1));
        process.environment().put("FIGMENT_PLUGINS", bench.figment.plugins().toString());
        process.environment().put("FIGMENT_PLUGIN_SECONDS", "1");
        return Launched.finish(process);
    }

    @Test
    void startCostsOnlyThePluginItself() throws Exception {
        plugin("a", "start: hang");
        plugin("b", "start: exit");
        plugin("c", "start: error");
        for (int time = 0; time < 2; time++) {
            Installation.Result result = run("run");
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.err().lines())
                    .hasSize(3)
                    .anyMatch(line -> line.contains("the plugin 'a' is left out")
                            && line.contains(
                                    "its start() does not end within 1.0 s; it is in " + UnrulyLife.class.getName()))
                    .anyMatch(line -> line.contains("the plugin 'b' is left out")
                            && line.contains("it would end the process, which a plugin must not do"))
                    .anyMatch(line -> line.contains("the plugin 'c' is left out")
                            && line.contains("java.lang.StackOverflowError: by hand"));
        }
        assertThat(bench.work.resolve("out/grid.png")).exists();
    }

    @Test
    void stopCostsOnlyThePluginItself() throws Exception {
        plugin("a", "stop: hang");
        plugin("b", "stop: exit");
        plugin("c", "stop: leak");
        Installation.Result result = run("run");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("the plugin 'a' does not stop as it should")
                        && line.contains("its stop() does not end within 1.0 s"))
                .anyMatch(line -> line.contains("the plugin 'b' does not stop as it should")
                        && line.contains("it would end the process"))
                .anyMatch(line -> line.contains("the plugin 'c' does not stop as it should")
                        && line.contains("it leaves threads running that do not end when they are interrupted: leak"));
        assertThat(run("run").err())
                .as("none of them is used, so none is started")
                .isEmpty();
    }

    @Test
    void theTimeIsANumberOfSeconds() throws Exception {
        bench.figment.variable("FIGMENT_PLUGIN_SECONDS", "soon");
        assertThat(bench.refuses("run", "run.yaml"))
                .isEqualTo("error: FIGMENT_PLUGIN_SECONDS: 'soon' is no number of seconds; give a whole number from 1"
                        + " to 3600, or nothing for 10\n");
    }
}
