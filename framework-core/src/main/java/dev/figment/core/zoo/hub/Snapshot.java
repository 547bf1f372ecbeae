package dev.figment.core.zoo.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a repository holds at a commit, as the Hub says.
 *
 * @param commit 40 hexadecimal digits
 * @param files by path
 */
record Snapshot(String commit, Map<String, HubFile> files) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * A file.
     *
     * @param sha256 of its content; empty where the Hub has it in git itself, which knows it by another digest
     * @param blob that of git; empty where it is not said
     */
    record HubFile(OptionalLong size, String sha256, String blob) {}

    /** A file that it has. */
    HubFile file(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    /**
     * Reads the Hub's answer.
     *
     * @throws IOException if it is none
     */
    static Snapshot read(Path file) throws IOException {
        try {
            JsonNode answer = new JsonMapper().readTree(Files.readAllBytes(file));
            String commit = answer.path("sha").asString("");
            if (!COMMIT.matcher(commit).matches()) {
                throw new IOException("it names no commit");
            }
            Map<String, HubFile> files = new LinkedHashMap<>();
            for (JsonNode sibling : answer.path("siblings")) {
                String path = sibling.path("rfilename").asString("");
                if (HubReference.isWithin(path)) {
                    files.put(path, file(sibling));
                }
            }
            return new Snapshot(commit, files);
        } catch (JacksonException e) {
            throw new IOException("it is no JSON", e);
        }
    }

    private static HubFile file(JsonNode sibling) {
        JsonNode large = sibling.path("lfs");
        String sha256 = large.path("sha256").asString("");
        String blob = sibling.path("blobId").asString("");
        long size = large.has("size")
                ? large.path("size").asLong(-1)
                : sibling.path("size").asLong(-1);
        return new HubFile(
                size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
                SHA_256.matcher(sha256).matches() ? sha256 : "",
                COMMIT.matcher(blob).matches() ? blob : "");
    }
}
