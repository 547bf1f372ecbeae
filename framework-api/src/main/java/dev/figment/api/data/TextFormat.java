package dev.figment.api.data;

import dev.figment.api.Text;

/**
 * Texts in UTF-8, from plain files or, by the ending of their names, from JSON Lines ({@code .jsonl}) or a JSON array
 * ({@code .json}).
 *
 * @param split what one text is
 * @param field the field that holds the text, for JSON alone
 * @param window characters (Unicode code points) of a sample; 0 takes each text whole. What is left at the end of a text
 *     by less than a stride is not given, and of a text that is shorter nothing
 * @param stride characters from the start of a window to that of the next
 */
public record TextFormat(Split split, String field, int window, int stride) implements DataFormat<Text> {
    /** What one text of a plain file is; blank ones are left out. */
    public enum Split {
        /** The whole file. */
        FILE,
        /** A line, without its end. */
        LINE,
        /** What stands between empty lines. */
        PARAGRAPH
    }

    public TextFormat {
        if (window < 0 || stride < 0 || (window > 0) != (stride > 0)) {
            throw new IllegalArgumentException("window " + window + ", stride " + stride);
        }
    }
}
