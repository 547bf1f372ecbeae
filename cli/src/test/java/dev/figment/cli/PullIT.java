package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose model is not here. */
class PullIT {
    @TempDir
    Path folder;

    private TinyRegistry registry;
    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        registry = new TinyRegistry(folder.resolve("registry")).with("tiny-vae");
        bench = new Workbench(folder).withModelAndImages().withRunConfig();
        bench.figment.write("home/config.yaml", registry.config());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Installation.Result run(String command, String... more) {
        String[] arguments = java.util.Arrays.copyOf(
                new String[] {command, bench.path("run.yaml"), "--set", "components.tiny.model=zoo:tiny-vae"},
                4 + more.length);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return bench.figment.run(arguments);
    }

    @Test
    void pullTheModelFirst() {
        Installation.Result checked = run("validate");
        assertThat(checked.exit()).as(checked.err()).isZero();
        assertThat(registry.requests()).containsExactly("/index.yaml");
        Installation.Result result = run("run");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).contains("downloaded tiny-vae/decoder.onnx");
        assertThat(registry.requests()).contains("/tiny-vae/encoder.onnx", "/tiny-vae/decoder.onnx");
        int before = registry.requests().size();
        assertThat(run("run", "--offline").exit()).isZero();
        assertThat(registry.requests()).hasSize(before);
    }

    @Test
    void sayOfflineWhichCommandHelps() {
        Installation.Result unknown = run("run", "--offline");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("(offline)", "run 'figment zoo search' once");
        assertThat(registry.requests()).isEmpty();
        assertThat(run("validate").exit()).isZero();
        Installation.Result known = run("run", "--offline");
        assertThat(known.exit()).isEqualTo(2);
        assertThat(known.err()).contains("run 'figment zoo pull tiny-vae@1.0.0' without --offline");
        assertThat(registry.requests()).containsExactly("/index.yaml");
    }

    @Test
    void takeAModelNamedByAnAddress() throws IOException {
        Path model = folder.resolve("registry/tiny-vae");
        Installation.Result result =
                bench.figment.run("run", bench.path("run.yaml"), "--set", "components.tiny.model=" + model.toUri());
        assertThat(result.exit()).as(result.err()).isZero();
        Installation.Result one = bench.figment.run(
                "run",
                bench.path("run.yaml"),
                "--set",
                "components.tiny.model=" + registry.address("/tiny-vae/encoder.txt"));
        assertThat(one.exit()).isEqualTo(2);
        assertThat(one.err()).contains("this is one file, and 'encoder.onnx' is asked for");
        assertThat(Files.exists(folder.resolve("installed/home/web"))).isFalse();
    }
}
