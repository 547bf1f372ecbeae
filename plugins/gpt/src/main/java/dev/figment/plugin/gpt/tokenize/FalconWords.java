package dev.figment.plugin.gpt.tokenize;

/**
 * The words into which Falcon cuts a text: runs of punctuation ({@code \p{P}} and what ASCII has of symbols) apart, the rest as
 * in GPT-2, and of those each three digits {@code 0} to {@code 9} apart.
 */
final class FalconWords implements WordSplitter {
    static final String PUNCTUATION = "[\\p{P}!-/:-@\\[-`{-~]";
    static final String DIGITS = "[0-9][0-9][0-9]";

    private final WordSplitter words = new Gpt2Words().then(FalconWords::splitDigits);

    @Override
    public void split(char[] text, int from, int to, Sink sink) {
        int at = from;
        while (at < to) {
            int end = at;
            boolean punctuation = isPunctuation(text, at, to);
            while (end < to && isPunctuation(text, end, to) == punctuation) {
                end = Runs.after(text, end, to);
            }
            if (punctuation) {
                sink.word(at, end);
            } else {
                words.split(text, at, end, sink);
            }
            at = end;
        }
    }

    private static boolean isPunctuation(char[] text, int at, int to) {
        int c = Runs.codePoint(text, at, to);
        if (c < 128) {
            return c > ' ' && c < 127 && CharacterClass.of(c) == CharacterClass.OTHER;
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static void splitDigits(char[] text, int from, int to, Sink sink) {
        int done = from;
        int at = from;
        while (at + 3 <= to) {
            if (isDigit(text[at]) && isDigit(text[at + 1]) && isDigit(text[at + 2])) {
                if (done < at) {
                    sink.word(done, at);
                }
                sink.word(at, at + 3);
                at += 3;
                done = at;
            } else {
                at++;
            }
        }
        if (done < to) {
            sink.word(done, to);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
