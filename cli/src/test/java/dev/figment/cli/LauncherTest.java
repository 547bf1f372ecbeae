package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code figment}, with a Maven and a Java that only say what they were called with. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final int PROCESSES = 6;

    @TempDir
    Path root;

    private Path target;

    @BeforeEach
    void install() throws IOException {
        target = Files.createDirectories(root.resolve("cli/target"));
        Files.createFile(root.resolve("pom.xml"));
        Path launcher = Path.of(System.getProperty("figment.root", ".."), "figment");
        script(root.resolve("figment"), Files.readString(launcher));
        Path bin = Files.createDirectories(root.resolve("bin"));
        // Whoever finds another one at work says so.
        script(bin.resolve("mvn"), """
                #!/bin/sh
                mkdir "%1$s/busy" || echo "two at once" >>"%1$s/calls"
                echo "$@" >>"%1$s/calls"
                mkdir -p "%1$s/cli/target/figment/lib"
                touch "%1$s/cli/target/figment/build.properties"
                rmdir "%1$s/busy"
                """.formatted(root));
        script(bin.resolve("java"), """
                #!/bin/sh
                case $1 in
                    -XshowSettings*) echo "    java.specification.version = 17" ;;
                    *) echo started ;;
                esac
                """);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("figment").toString()).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().merge("PATH", root.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private void startTogether(int count) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            processes.add(start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(root.resolve("calls"));
    }

    /** The number of a process that has ended. */
    private static String dead() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return Long.toString(process.pid());
    }

    @Test
    void ofSeveralOneBuildsAndTheOthersWait() throws Exception {
        startTogether(PROCESSES);
        assertThat(calls()).containsExactly("-B -q -Dquick -Dmaven.test.skip=true -pl cli -am package");
        assertLocksAreGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEAD-1700000000", "DEAD", ""})
    void aLockThatWasLeftBehindIsTakenOverByOne(String content) throws Exception {
        Files.writeString(target.resolve("build.lock"), content.replace("DEAD", dead()));
        startTogether(PROCESSES);
        assertThat(calls()).hasSize(1);
        assertLocksAreGone();
    }

    @Test
    void whoDiedWhileTakingOverIsSucceededToo() throws Exception {
        String first = dead() + "-1";
        String second = dead() + "-2";
        Files.writeString(target.resolve("build.lock"), first + "\n");
        Files.writeString(target.resolve("build.lock.after-" + first), second + "\n");
        startTogether(PROCESSES);
        assertThat(calls()).hasSize(1);
        assertLocksAreGone();
    }

    @Test
    void aLivingOwnerIsWaitedFor() throws Exception {
        Path lock = Files.writeString(
                target.resolve("build.lock"), ProcessHandle.current().pid() + "-1\n");
        Process process = start();
        while (!Files.exists(target.resolve("build.lock." + process.pid()))) {
            assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(root.resolve("calls")).doesNotExist();
        Files.delete(lock);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(calls()).hasSize(1);
    }

    @Test
    void whatWasBuiltForCudaIsBuiltForItAgain() throws Exception {
        Path lib = Files.createDirectories(target.resolve("figment/lib"));
        Files.createFile(lib.resolve("onnxruntime_gpu-1.29.0.jar"));
        startTogether(1);
        assertThat(calls()).containsExactly("-B -q -Dquick -Dmaven.test.skip=true -Pcuda -pl cli -am package");
    }

    private void assertLocksAreGone() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("lock"));
        }
    }
}
