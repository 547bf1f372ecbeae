package dev.figment.plugin.gpt.tokenize;

/**
 * The words into which GPT-2 cuts a text (Radford et al. 2019, {@code encoder.py}); most begin with the blank before them:
 * {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}.
 */
final class Gpt2Words implements WordSplitter {
    static final String PATTERN = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    @Override
    public void split(char[] text, int from, int to, Sink sink) {
        int at = from;
        while (at < to) {
            int end = end(text, at, to);
            sink.word(at, end);
            at = end;
        }
    }

    private static int end(char[] text, int at, int to) {
        char first = text[at];
        if (first == '\'') {
            int contraction = contraction(text, at, to);
            if (contraction > 0) {
                return at + contraction;
            }
        }
        if (first == ' ') {
            int next = Runs.classAt(text, at + 1, to);
            return next < 0 || next == CharacterClass.SPACE
                    ? Runs.whiteSpaceEnd(text, at, to)
                    : Runs.end(text, at + 1, to, next);
        }
        int kind = Runs.classAt(text, at, to);
        return kind == CharacterClass.SPACE ? Runs.whiteSpaceEnd(text, at, to) : Runs.end(text, at, to, kind);
    }

    private static int contraction(char[] text, int at, int to) {
        if (at + 1 >= to) {
            return 0;
        }
        char second = text[at + 1];
        if (second == 's' || second == 't' || second == 'm' || second == 'd') {
            return 2;
        }
        if (at + 2 >= to) {
            return 0;
        }
        char third = text[at + 2];
        return (second == 'r' && third == 'e') || (second == 'v' && third == 'e') || (second == 'l' && third == 'l')
                ? 3
                : 0;
    }
}
