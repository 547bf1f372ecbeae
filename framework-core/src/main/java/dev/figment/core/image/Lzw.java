package dev.figment.core.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** GIF's variant of LZW (Welch 1984) for bytes: codes of 9 to 12 bits, low bit first, in blocks of at most 255 bytes. */
final class Lzw {
    private static final int BYTE = 8;
    private static final int CLEAR = 1 << BYTE;
    private static final int END = CLEAR + 1;
    private static final int MOST_CODES = 1 << 12;
    private static final int SLOTS = 1 << 14;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] block = new byte[255];
    private int blockSize;
    private int bits;
    private int bitCount;

    /** Keys are prefix code and next byte, in a hash table with open addressing. */
    private final int[] keys = new int[SLOTS];

    private final short[] codes = new short[SLOTS];
    private int nextCode;
    private int codeSize;

    private Lzw() {}

    /** Image data of a GIF: the code size, the blocks and the empty block that ends them. */
    static byte[] encode(byte[] bytes) {
        return new Lzw().encoded(bytes);
    }

    private byte[] encoded(byte[] bytes) {
        out.write(BYTE);
        clear();
        int prefix = bytes[0] & 0xff;
        for (int i = 1; i < bytes.length; i++) {
            int next = bytes[i] & 0xff;
            int key = prefix << BYTE | next;
            int slot = slot(key);
            if (keys[slot] == key) {
                prefix = codes[slot];
                continue;
            }
            put(prefix);
            if (nextCode < MOST_CODES) {
                // The decoder learns each code one step later, so the size grows when the last code that fits is used.
                if (nextCode == 1 << codeSize) {
                    codeSize++;
                }
                keys[slot] = key;
                codes[slot] = (short) nextCode++;
            } else {
                clear();
            }
            prefix = next;
        }
        put(prefix);
        if (nextCode == 1 << codeSize && codeSize < 12) {
            codeSize++;
        }
        put(END);
        if (bitCount > 0) {
            putByte(bits);
        }
        flushBlock();
        out.write(0);
        return out.toByteArray();
    }

    private void clear() {
        if (codeSize == 0) {
            codeSize = BYTE + 1;
        }
        put(CLEAR);
        Arrays.fill(keys, -1);
        codeSize = BYTE + 1;
        nextCode = END + 1;
    }

    private int slot(int key) {
        int slot = (key * 0x9E3779B1) >>> 18;
        while (keys[slot] != -1 && keys[slot] != key) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }

    private void put(int code) {
        bits |= code << bitCount;
        bitCount += codeSize;
        while (bitCount >= BYTE) {
            putByte(bits);
            bits >>>= BYTE;
            bitCount -= BYTE;
        }
    }

    private void putByte(int value) {
        block[blockSize++] = (byte) value;
        if (blockSize == block.length) {
            flushBlock();
        }
    }

    private void flushBlock() {
        if (blockSize > 0) {
            out.write(blockSize);
            out.write(block, 0, blockSize);
            blockSize = 0;
        }
    }
}
