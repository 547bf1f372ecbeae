package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads text files in UTF-8, and refuses what is not. */
final class Utf8 {
    private Utf8() {}

    /**
     * The text of a file, compressed with gzip or not, without a byte order mark.
     *
     * @throws FigmentException if it cannot be read or is not UTF-8; it names the line
     */
    static String read(Path file) {
        byte[] bytes;
        try (InputStream content = Content.open(file)) {
            bytes = content.readAllBytes();
        } catch (IOException e) {
            throw FileDigest.unreadable(file, e);
        }
        requireNoUtf16(file, bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            String text = decoder.decode(in).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw notUtf8(
                    file, line(bytes, in.position()), "byte 0x" + Integer.toHexString(bytes[in.position()] & 0xff), e);
        }
    }

    private static void requireNoUtf16(Path file, byte[] bytes) {
        if (bytes.length > 1 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xfe + 0xff && bytes[0] != bytes[1]) {
            throw notUtf8(file, 1, "it begins as UTF-16 does", new CharacterCodingException());
        }
    }

    private static FigmentException notUtf8(Path file, int line, String why, CharacterCodingException cause) {
        return FigmentException.user(
                Problem.of("not-utf-8", file + ":" + line, "this file is not UTF-8: " + why)
                        .fix("convert it, with 'iconv -f LATIN1 -t UTF-8' for instance, or leave it out"),
                cause);
    }

    private static int line(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
