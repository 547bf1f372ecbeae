package dev.figment.plugin.gpt.tokenize;

/** What the patterns that cut texts into words tell apart: letters, numbers, white space, and the rest. */
final class CharacterClass {
    /** What is none of the others: marks, punctuation, symbols, controls, halves of surrogate pairs. */
    static final byte OTHER = 0;

    /** {@code \p{L}}. */
    static final byte LETTER = 1;

    /** {@code \p{N}}. */
    static final byte NUMBER = 2;

    /** Unicode's property White_Space, which {@code \s} means in the patterns. */
    static final byte SPACE = 3;

    private static final byte[] BASIC_PLANE = new byte[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    static {
        for (int c = 0; c < BASIC_PLANE.length; c++) {
            BASIC_PLANE[c] = classify(c);
        }
    }

    private CharacterClass() {}

    static byte of(int codePoint) {
        return codePoint < BASIC_PLANE.length ? BASIC_PLANE[codePoint] : classify(codePoint);
    }

    private static byte classify(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> LETTER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> (codePoint >= '\t' && codePoint <= '\r') || codePoint == 0x85 ? SPACE : OTHER;
        };
    }
}
