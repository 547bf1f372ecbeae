package dev.figment.core.zoo;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.KnownDigests;
import dev.figment.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Checks files against their cards. What was found good is not read again until it has changed. */
final class VerifiedFiles {
    private final KnownDigests known;

    VerifiedFiles(Path cache) {
        this.known = new KnownDigests(cache);
    }

    /**
     * @param file its name in the card
     * @throws FigmentException if the file is not what the card says, or the card does not name it
     */
    void check(Path path, String file, Card card) {
        check(path, file, card, false);
    }

    /** As {@link #check}, whether the file was found good before or not. */
    void checkAnew(Path path, String file, Card card) {
        check(path, file, card, true);
    }

    private void check(Path path, String file, Card card, boolean anew) {
        Card.Content content = card.files().get(file);
        if (content == null) {
            throw FigmentException.user(
                    Problem.of("unknown-model-file", path.toString(), "the model's card does not name this file")
                            .suggesting(file, card.files().keySet())
                            .fix("add it to the card with its size and sha256"));
        }
        try {
            check(path, content, anew);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", path.toString(), "the model's file cannot be read: " + e)
                            .fix("make it readable"),
                    e);
        }
    }

    private void check(Path path, Card.Content content, boolean anew) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.size() != content.size()) {
            String kind = attributes.size() < content.size() ? "truncated" : "too long";
            throw damaged(
                    path,
                    "the file is " + kind + ": " + attributes.size() + " bytes, and the card says " + content.size());
        }
        String found = anew ? Sha256.of(path) : known.of(path, content.sha256());
        if (!found.equals(content.sha256())) {
            throw damaged(path, "the file's SHA-256 is " + found + ", and the card says " + content.sha256());
        }
    }

    private static FigmentException damaged(Path path, String message) {
        return FigmentException.user(Problem.of("damaged-model", path.toString(), message)
                .fix("get the file again; if it was changed on purpose, correct size and sha256 in its card.yaml"));
    }
}
