package dev.figment.core.image;

/** Reads binary PGM (P5) and PPM (P6) of Netpbm, with 8 or 16 bits a sample. */
final class Pnm {
    private final byte[] bytes;
    private int at = 2;

    private Pnm(byte[] bytes) {
        this.bytes = bytes;
    }

    static boolean recognises(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 'P' && (bytes[1] == '5' || bytes[1] == '6') && isBlank(bytes[2]);
    }

    static Picture decode(byte[] bytes) throws UnreadableImage {
        return new Pnm(bytes).read();
    }

    private Picture read() throws UnreadableImage {
        int channels = bytes[1] == '5' ? 1 : 3;
        int width = number();
        int height = number();
        int most = number();
        at++;
        Pictures.requireSize(width, height);
        if (most < 1 || most > 65535) {
            throw new UnreadableImage("this PGM or PPM is damaged: its largest value is " + most);
        }
        int size = most < 256 ? 1 : 2;
        int area = width * height;
        if ((long) area * channels * size > bytes.length - at) {
            throw new UnreadableImage("this PGM or PPM is cut off: " + width + "×" + height + " pixels need "
                    + (long) area * channels * size + " bytes, there are " + (bytes.length - at));
        }
        float[] values = new float[channels * area];
        for (int i = 0; i < area; i++) {
            for (int channel = 0; channel < channels; channel++) {
                int from = at + (i * channels + channel) * size;
                int level = size == 1 ? bytes[from] & 0xff : (bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff;
                values[channel * area + i] = Math.min(level / (float) most, 1);
            }
        }
        return new Picture(channels, height, width, values);
    }

    /** The next number of the header, after blanks and comments. */
    private int number() throws UnreadableImage {
        while (at < bytes.length && (isBlank(bytes[at]) || bytes[at] == '#')) {
            if (bytes[at] == '#') {
                while (at < bytes.length && bytes[at] != '\n') {
                    at++;
                }
            } else {
                at++;
            }
        }
        long number = 0;
        int from = at;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && number < Integer.MAX_VALUE) {
            number = 10 * number + bytes[at++] - '0';
        }
        if (at == from || number > Integer.MAX_VALUE) {
            throw new UnreadableImage("this PGM or PPM is damaged: its header is not whole");
        }
        return (int) number;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }
}
