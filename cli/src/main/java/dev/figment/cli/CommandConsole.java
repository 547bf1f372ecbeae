package dev.figment.cli;

import dev.figment.api.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;

/** Standard input, and the output of a command. */
final class CommandConsole implements Console {
    private final Writer out;

    CommandConsole(PrintWriter out) {
        this.out = new Told(out);
    }

    @Override
    public InputStream in() {
        return System.in;
    }

    @Override
    public Writer out() {
        return out;
    }

    /** Whoever reads may stop: a PrintWriter would go on for nobody. */
    private static final class Told extends Writer {
        private final PrintWriter out;

        Told(PrintWriter out) {
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
}
