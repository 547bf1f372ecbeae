package dev.figment.core.zoo.hub;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code hf:OWNER/REPO@REV/FILE} names.
 *
 * @param revision a branch, a tag or a commit; {@code main} where none is named
 * @param file a path within the repository; empty where none is named
 */
record HubReference(String owner, String repository, String revision, String file) {
    private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,95})";
    private static final Pattern REFERENCE =
            Pattern.compile("hf:(" + NAME + ")/(" + NAME + ")(?:@([A-Za-z0-9._-]{1,255}))?(?:/(.+))?");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /**
     * @throws FigmentException if it is no such reference
     */
    static HubReference of(String text) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            throw wrong(text);
        }
        String revision = reference.group(3) == null ? "main" : reference.group(3);
        String file = reference.group(4) == null ? "" : reference.group(4);
        if ((!file.isEmpty() && !isWithin(file)) || !isWithin(revision)) {
            throw wrong(text);
        }
        return new HubReference(reference.group(1), reference.group(2), revision, file);
    }

    private static FigmentException wrong(String text) {
        return FigmentException.user(Problem.of("bad-reference", "", "'" + text + "' names no repository")
                .fix("write hf:OWNER/REPO@REVISION, or hf:OWNER/REPO@REVISION/FILE"));
    }

    /** Whether a path stays within the folder that it is resolved against. */
    static boolean isWithin(String path) {
        return !path.contains("\\")
                && !path.contains(":")
                && List.of(path.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    boolean isCommit() {
        return COMMIT.matcher(revision).matches();
    }

    /** Without the file. */
    String name() {
        return ModelRef.HUB + owner + "/" + repository + "@" + revision;
    }
}
