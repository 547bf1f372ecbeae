package dev.figment.plugin.gpt.tokenize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in a text: the leftmost, and of those that begin at one place the longest. */
final class AddedTokens {
    private final Map<Character, List<AddedToken>> byFirst = new HashMap<>();
    private final boolean[] firsts = new boolean[Character.MAX_VALUE + 1];

    AddedTokens(Collection<AddedToken> tokens) {
        for (AddedToken token : tokens) {
            char first = token.content().charAt(0);
            firsts[first] = true;
            byFirst.computeIfAbsent(first, any -> new ArrayList<>()).add(token);
        }
        byFirst.values()
                .forEach(list -> list.sort(Comparator.comparingInt(
                                (AddedToken token) -> token.content().length())
                        .reversed()));
    }

    /** Gives the texts between tokens, which are not empty, and the tokens, in their order. */
    void split(String text, Consumer<String> between, IntConsumer token) {
        int done = 0;
        for (int at = 0; at < text.length(); at++) {
            AddedToken found = firsts[text.charAt(at)] ? find(text, at) : null;
            if (found == null) {
                continue;
            }
            int start = at;
            int end = at + found.content().length();
            while (found.stripLeft() && start > done && isSpace(text.charAt(start - 1))) {
                start--;
            }
            while (found.stripRight() && end < text.length() && isSpace(text.charAt(end))) {
                end++;
            }
            if (done < start) {
                between.accept(text.substring(done, start));
            }
            token.accept(found.id());
            done = end;
            at = end - 1;
        }
        if (done < text.length()) {
            between.accept(done == 0 ? text : text.substring(done));
        }
    }

    private @Nullable AddedToken find(String text, int at) {
        for (AddedToken token : byFirst.getOrDefault(text.charAt(at), List.of())) {
            if (text.startsWith(token.content(), at)
                    && (!token.singleWord()
                            || !(isWord(text, at - 1)
                                    || isWord(text, at + token.content().length())))) {
                return token;
            }
        }
        return null;
    }

    private static boolean isSpace(char c) {
        return CharacterClass.of(c) == CharacterClass.SPACE;
    }

    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }
}
