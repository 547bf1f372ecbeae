package dev.figment.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The lines that somebody writes: with a prompt, editing and history at a terminal, as they are from a file or a pipe. */
interface Lines extends AutoCloseable {
    /** The next one; null at the end. */
    @Nullable
    String next();

    @Override
    void close();

    /**
     * Standard input.
     *
     * @param cache where the history is kept
     */
    static Lines open(Path cache) {
        try {
            return Terminal.isThere() ? ofTerminal(cache) : ofStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Lines ofTerminal(Path cache) throws IOException {
        // Signals are Interruption's.
        org.jline.terminal.Terminal terminal =
                TerminalBuilder.builder().system(true).nativeSignals(false).build();
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.HISTORY_FILE, cache.resolve("chat-history"))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        return new Lines() {
            @Override
            public @Nullable String next() {
                try {
                    return reader.readLine("> ");
                } catch (EndOfFileException | UserInterruptException e) {
                    return null;
                }
            }

            @Override
            public void close() {
                try {
                    terminal.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static Lines ofStream() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new Lines() {
            @Override
            public @Nullable String next() {
                try {
                    return in.readLine();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {}
        };
    }
}
