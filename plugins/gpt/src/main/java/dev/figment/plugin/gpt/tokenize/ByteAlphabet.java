package dev.figment.plugin.gpt.tokenize;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A printable character for each byte, by which the vocabularies of byte-level encodings are written down: those that are
 * printable in Latin-1 stand for themselves, the others for U+0100 and so on (Radford et al. 2019, {@code encoder.py}).
 */
final class ByteAlphabet {
    private static final char[] CHARACTERS = new char[256];
    private static final int[] BYTES = new int[512];

    static {
        Arrays.fill(BYTES, -1);
        char next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE);
            CHARACTERS[b] = printable ? (char) b : next++;
            BYTES[CHARACTERS[b]] = b;
        }
    }

    private ByteAlphabet() {}

    static String written(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            text.append(CHARACTERS[b & 0xFF]);
        }
        return text.toString();
    }

    /** The bytes that a token is written for; empty where a character is none of the alphabet. */
    static Optional<byte[]> bytes(String written) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(written.length());
        for (char c : written.toCharArray()) {
            if (c >= BYTES.length || BYTES[c] < 0) {
                return Optional.empty();
            }
            bytes.write(BYTES[c]);
        }
        return Optional.of(bytes.toByteArray());
    }
}
