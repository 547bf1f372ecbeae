package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Bytes of UTF-8 that come token by token, as characters; what is no UTF-8 becomes U+FFFD. */
final class Utf8Stream implements Tokenizer.StreamingDecoder {
    /** Bytes of a character, at most. */
    private static final int LONGEST = 4;

    private final IntFunction<byte[]> bytes;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] incomplete = {};

    Utf8Stream(IntFunction<byte[]> bytes) {
        this.bytes = bytes;
    }

    @Override
    public String accept(int id) {
        return decode(bytes.apply(id), false);
    }

    @Override
    public String finish() {
        return decode(new byte[0], true);
    }

    private String decode(byte[] more, boolean end) {
        ByteBuffer in = ByteBuffer.allocate(incomplete.length + more.length)
                .put(incomplete)
                .put(more)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST);
        decoder.decode(in, out, end);
        if (end) {
            decoder.flush(out);
            decoder.reset();
        }
        incomplete = new byte[in.remaining()];
        in.get(incomplete);
        return out.flip().toString();
    }
}
