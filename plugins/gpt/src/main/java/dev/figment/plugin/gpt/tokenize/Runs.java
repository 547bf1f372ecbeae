package dev.figment.plugin.gpt.tokenize;

/** Runs of characters of one class in a text; what the scanners of the known patterns are made of. */
final class Runs {
    private Runs() {}

    static int codePoint(char[] text, int at, int to) {
        char c = text[at];
        return Character.isHighSurrogate(c) ? Character.codePointAt(text, at, to) : c;
    }

    /** The class of the character at a place; -1 at the end. */
    static int classAt(char[] text, int at, int to) {
        return at < to ? CharacterClass.of(codePoint(text, at, to)) : -1;
    }

    static int after(char[] text, int at, int to) {
        return at + Character.charCount(codePoint(text, at, to));
    }

    /** Where the characters of this class end that begin at a place. */
    static int end(char[] text, int at, int to, int characterClass) {
        int end = at;
        while (end < to) {
            int codePoint = codePoint(text, end, to);
            if (CharacterClass.of(codePoint) != characterClass) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    /** {@code \s+(?!\S)|\s+}: white space without its last character, if something follows and there is more than one. */
    static int whiteSpaceEnd(char[] text, int at, int to) {
        int end = end(text, at, to, CharacterClass.SPACE);
        return end == to || end == at + 1 ? end : end - 1;
    }
}
