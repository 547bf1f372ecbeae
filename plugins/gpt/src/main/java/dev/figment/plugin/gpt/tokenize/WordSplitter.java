package dev.figment.plugin.gpt.tokenize;

/** Cuts a text into words, which no merge crosses. Safe for use by several threads. */
interface WordSplitter {
    /** Takes the words in their order. */
    interface Sink {
        /** A word: the characters from {@code from} to before {@code to}, at least one. */
        void word(int from, int to);
    }

    /** Leaves a text as it is. */
    WordSplitter NONE = (text, from, to, sink) -> {
        if (from < to) {
            sink.word(from, to);
        }
    };

    /** Cuts the part of a text from {@code from} to before {@code to}, as if nothing stood around it. */
    void split(char[] text, int from, int to, Sink sink);

    /** Cuts each word again. */
    default WordSplitter then(WordSplitter second) {
        return (text, from, to, sink) -> split(text, from, to, (start, end) -> second.split(text, start, end, sink));
    }
}
