package dev.figment.core.config;

import dev.figment.api.error.FigmentException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Turns the bytes of a file into text, or says where they are none. */
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    /**
     * @throws FigmentException if the bytes are not UTF-8, or hold control characters as binary files do
     */
    static String decode(byte[] bytes, Mark start) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        for (int i = 0; i < text.length(); i++) {
            if (isBinary(text.charAt(i))) {
                throw notText(text.substring(0, i), start);
            }
        }
        if (result.isError()) {
            throw notText(text, start);
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean isBinary(char c) {
        return c < ' ' ? c != '\t' && c != '\n' && c != '\r' : c == 0x7F;
    }

    private static FigmentException notText(String before, Mark start) {
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return FigmentException.user(start.at(line, column)
                .problem("not-text", "the file is no text in UTF-8")
                .fix("check that this is the config, and save it as UTF-8"));
    }
}
