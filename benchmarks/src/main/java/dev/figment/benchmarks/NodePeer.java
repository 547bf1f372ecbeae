package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** transformers.js in a process of its own, which continues prompts on demand: {@code benchmarks/node/generate.js}. */
final class NodePeer implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    /**
     * @param scripts the folder with generate.js and its packages
     * @param kind fp32 or q8
     */
    NodePeer(Path scripts, Path model, String kind) throws IOException {
        process = new ProcessBuilder(
                        "node", "generate.js", model.toAbsolutePath().toString(), kind, "2")
                .directory(scripts.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        if (!"ready".equals(answers.readLine())) {
            throw new IllegalStateException("generate.js did not start; run npm install in " + scripts);
        }
    }

    /** Seconds that it takes to write so many tokens after these. */
    double seconds(int[] ids, int count) throws IOException {
        questions.write(JsonMapper.shared().writeValueAsString(Map.of("ids", ids, "count", count)) + "\n");
        questions.flush();
        return Double.parseDouble(requireNonNull(answers.readLine()));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
