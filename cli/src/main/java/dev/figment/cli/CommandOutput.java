package dev.figment.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** The output of a command, which fails when whoever reads it stops: a PrintWriter would go on for nobody. */
final class CommandOutput extends Writer {
    private final PrintWriter out;

    CommandOutput(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int from, int count) {
        out.write(text, from, count);
    }

    @Override
    public void flush() throws IOException {
        if (out.checkError()) {
            throw new IOException("whoever read it has closed it");
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
