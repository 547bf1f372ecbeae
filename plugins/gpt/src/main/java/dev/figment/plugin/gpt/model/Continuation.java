package dev.figment.plugin.gpt.model;

/**
 * A text that was generated.
 *
 * @param text without the prompt
 * @param ids its tokens, with those of a stop text, without the token that ends texts
 * @param finish why it ended
 */
public record Continuation(String text, int[] ids, Finish finish) {}
