package dev.figment.plugin.gpt.tokenize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words into which GPT-2 cuts a text (Radford et al. 2019, {@code encoder.py}): most begin with the blank before them. */
final class Words {
    private static final String SPACE = "\\p{IsWhite_Space}";
    private static final Pattern GPT2 = Pattern.compile("'(?:[sdmt]|ll|ve|re)"
            + "| ?\\p{L}+"
            + "| ?\\p{N}+"
            + "| ?[^" + SPACE + "\\p{L}\\p{N}]+"
            + "|" + SPACE + "+(?!\\P{IsWhite_Space})"
            + "|" + SPACE + "+");

    private Words() {}

    /** Finds one word after the other; together they are the text. */
    static Matcher of(String text) {
        return GPT2.matcher(text);
    }
}
