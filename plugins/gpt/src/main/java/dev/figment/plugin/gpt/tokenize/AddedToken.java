package dev.figment.plugin.gpt.tokenize;

/**
 * A token that is found in a text as it stands, before anything else is done with it; as in {@code added_tokens} of a
 * tokenizer.json.
 *
 * @param content what it is spelled as, not empty
 * @param special whether it controls a model and is no text: found where a caller asks for it, only
 * @param normalized whether it is looked for in the normalized text
 * @param singleWord whether no letter or digit may stand beside it
 * @param stripLeft whether white space before it is part of it
 * @param stripRight whether white space after it is part of it
 */
record AddedToken(
        int id,
        String content,
        boolean special,
        boolean normalized,
        boolean singleWord,
        boolean stripLeft,
        boolean stripRight) {
    /** A token such as {@code <|endoftext|>}. */
    static AddedToken special(int id, String content) {
        return new AddedToken(id, content, true, false, false, false, false);
    }
}
