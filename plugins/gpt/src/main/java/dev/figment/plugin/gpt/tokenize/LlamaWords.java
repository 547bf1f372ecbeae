package dev.figment.plugin.gpt.tokenize;

/**
 * The words into which Llama 3 and Qwen cut a text:
 * {@code (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+}
 * in Llama 3, where Qwen has one digit in place of three.
 *
 * @param digits most digits in a word
 */
record LlamaWords(int digits) implements WordSplitter {
    static final String LLAMA3 = pattern("\\p{N}{1,3}");
    static final String QWEN2 = pattern("\\p{N}");

    /** Case folding takes it for an s. */
    private static final char LONG_S = '\u017f';

    private static String pattern(String numbers) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + numbers
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    @Override
    public void split(char[] text, int from, int to, Sink sink) {
        int at = from;
        while (at < to) {
            int end = end(text, at, to);
            sink.word(at, end);
            at = end;
        }
    }

    private int end(char[] text, int at, int to) {
        char first = text[at];
        if (first == '\'') {
            int contraction = contraction(text, at, to);
            if (contraction > 0) {
                return at + contraction;
            }
        }
        int kind = Runs.classAt(text, at, to);
        if (kind == CharacterClass.LETTER) {
            return Runs.end(text, at, to, CharacterClass.LETTER);
        }
        if (kind == CharacterClass.NUMBER) {
            return numberEnd(text, at, to);
        }
        int second = Runs.after(text, at, to);
        int next = Runs.classAt(text, second, to);
        if (next == CharacterClass.LETTER && !isLineEnd(first)) {
            return Runs.end(text, second, to, CharacterClass.LETTER);
        }
        if (kind == CharacterClass.OTHER || (first == ' ' && next == CharacterClass.OTHER)) {
            int end = Runs.end(text, second, to, CharacterClass.OTHER);
            while (end < to && isLineEnd(text[end])) {
                end++;
            }
            return end;
        }
        for (int end = Runs.end(text, at, to, CharacterClass.SPACE); end > at; end--) {
            if (isLineEnd(text[end - 1])) {
                return end;
            }
        }
        return Runs.whiteSpaceEnd(text, at, to);
    }

    private int numberEnd(char[] text, int at, int to) {
        int end = at;
        for (int i = 0; i < digits && Runs.classAt(text, end, to) == CharacterClass.NUMBER; i++) {
            end = Runs.after(text, end, to);
        }
        return end;
    }

    private static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n';
    }

    private static int contraction(char[] text, int at, int to) {
        if (at + 1 >= to) {
            return 0;
        }
        int second = lower(text[at + 1]);
        if (second == 's' || second == 't' || second == 'm' || second == 'd') {
            return 2;
        }
        if (at + 2 >= to) {
            return 0;
        }
        int third = lower(text[at + 2]);
        return (second == 'r' && third == 'e') || (second == 'v' && third == 'e') || (second == 'l' && third == 'l')
                ? 3
                : 0;
    }

    private static int lower(char c) {
        if (c == LONG_S) {
            return 's';
        }
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}
