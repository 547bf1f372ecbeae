package dev.figment.api;

import java.io.InputStream;
import java.io.Writer;

/**
 * The service that is connected with whoever runs the program: standard input and output. Steps that read or write nowhere
 * else ask for it in their constructor; nobody closes its streams.
 */
public interface Console {
    /** Standard input; one reader at a time. */
    InputStream in();

    /** Standard output, in UTF-8: results only. One writer at a time, which flushes what is to be seen at once. */
    Writer out();

    /** One of these streams. */
    static Console of(InputStream in, Writer out) {
        return new Console() {
            @Override
            public InputStream in() {
                return in;
            }

            @Override
            public Writer out() {
                return out;
            }
        };
    }

    /** Nothing to read, and nobody who reads. */
    static Console none() {
        return of(InputStream.nullInputStream(), Writer.nullWriter());
    }
}
