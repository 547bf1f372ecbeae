package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text. */
final class Utf8 {
    private Utf8() {}

    /**
     * The text of a file.
     *
     * @param fix what to do if it cannot be read
     * @throws FigmentException if it cannot be read, or is not UTF-8
     */
    static String read(Path file, String fix) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "the file cannot be read: " + e)
                            .fix(fix),
                    e);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw FigmentException.user(
                    Problem.of("not-utf8", file.toString(), "this is not UTF-8, from byte " + firstBad(bytes) + " on")
                            .fix("convert it, for instance with 'iconv -f LATIN1 -t UTF-8'"),
                    e);
        }
    }

    private static int firstBad(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        return result.isError() ? in.position() : bytes.length;
    }
}
