package dev.figment.plugin.gpt.tokenize;

import java.nio.CharBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words by a regular expression: what it finds, and what lies between, are words. */
final class RegexWords implements WordSplitter {
    private final Pattern pattern;

    /**
     * @param pattern as in tokenizer.json, whose classes and case are Unicode's
     * @throws java.util.regex.PatternSyntaxException if Java knows no such expression
     */
    RegexWords(String pattern) {
        this.pattern = Pattern.compile(pattern.replace("(?i:", "(?iu:"), Pattern.UNICODE_CHARACTER_CLASS);
    }

    @Override
    public void split(char[] text, int from, int to, Sink sink) {
        Matcher matcher = pattern.matcher(CharBuffer.wrap(text, from, to - from));
        int at = from;
        while (matcher.find()) {
            int start = from + matcher.start();
            int end = from + matcher.end();
            if (start == end) {
                continue;
            }
            if (at < start) {
                sink.word(at, start);
            }
            sink.word(start, end);
            at = end;
        }
        if (at < to) {
            sink.word(at, to);
        }
    }
}
