package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.Tokenizer;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Decodes the last tokens again with each that comes, because a token's text may depend on those before it, and gives what
 * that adds; nothing while the text ends within a character. As in Hugging Face's text-generation-inference.
 */
final class WindowDecoder implements Tokenizer.StreamingDecoder {
    private static final String CUT = "\ufffd";

    private final Function<int[], String> decode;
    private int[] window = {};
    private int given;
    private String before = "";

    WindowDecoder(Function<int[], String> decode) {
        this.decode = decode;
    }

    @Override
    public String accept(int id) {
        int[] longer = Arrays.copyOf(window, window.length + 1);
        longer[window.length] = id;
        String text = decode.apply(longer);
        window = longer;
        if (text.length() <= before.length() || text.endsWith(CUT)) {
            return "";
        }
        String more = text.substring(before.length());
        window = Arrays.copyOfRange(window, given, window.length);
        given = window.length;
        before = decode.apply(window);
        return more;
    }

    @Override
    public String finish() {
        String text = decode.apply(window);
        String more = text.length() > before.length() ? text.substring(before.length()) : "";
        window = new int[0];
        given = 0;
        before = "";
        return more;
    }
}
