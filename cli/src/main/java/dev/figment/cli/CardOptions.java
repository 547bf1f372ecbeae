package dev.figment.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new card says that neither the model's files nor a card beside them say, or say otherwise. */
final class CardOptions {
    @Option(
            names = "--as",
            paramLabel = "NAME[@VERSION]",
            description = "What it is called; else as its config is, in version 1.0.0.")
    @Nullable
    String as;

    @Option(names = "--task", paramLabel = "TEXT", description = "What it does, in a word or two: image-generation.")
    @Nullable
    String task;

    @Option(names = "--summary", paramLabel = "TEXT", description = "One line that says what it is.")
    @Nullable
    String summary;

    @Option(names = "--use", paramLabel = "TYPE", description = "The component type that takes it; else as its recipe.")
    @Nullable
    String use;

    @Option(names = "--licence", paramLabel = "SPDX", description = "The weights' licence, as an SPDX identifier.")
    @Nullable
    String licence;

    @Option(names = "--data-name", paramLabel = "TEXT", description = "What it was trained on.")
    @Nullable
    String dataName;

    @Option(names = "--data-source", paramLabel = "TEXT", description = "Where that is published.")
    @Nullable
    String dataSource;

    @Option(names = "--data-licence", paramLabel = "TEXT", description = "The licence of that.")
    @Nullable
    String dataLicence;

    @Option(names = "--data-digest", paramLabel = "DIGEST", description = "Its digest: sha256:…")
    @Nullable
    String dataDigest;

    @Option(
            names = "--training",
            paramLabel = "CONFIG",
            description = "The config that trained it; else as the model's files say.")
    @Nullable
    Path training;

    @Option(
            names = "--evaluation",
            paramLabel = "CONFIG",
            description = "A config that measures it, with model: \".\"; it is run, and its numbers are the card's.")
    @Nullable
    Path evaluation;

    @Option(names = "--limit", paramLabel = "TEXT", description = "A known limit, a sentence. May be repeated.")
    List<String> limits = new ArrayList<>();
}
