package dev.figment.train.loop;

import java.util.List;

/** How previews become files. */
@FunctionalInterface
public interface PreviewFormat {
    /**
     * The files of a preview: a PNG of a picture, a WAV of each sound, a UTF-8 text of texts.
     *
     * @throws dev.figment.api.error.FigmentException if it cannot be made a file
     */
    List<File> encode(Preview preview);

    /** A file's content. */
    @SuppressWarnings("ArrayRecordComponent") // written once, compared never
    record File(Medium medium, byte[] content) {}

    /** What a preview's file holds. */
    enum Medium {
        PNG("png", "image/png"),
        WAV("wav", "audio/wav"),
        TEXT("txt", "text/plain");

        private final String extension;
        private final String mediaType;

        Medium(String extension, String mediaType) {
            this.extension = extension;
            this.mediaType = mediaType;
        }

        /** Without a dot. */
        public String extension() {
            return extension;
        }

        /** As in RFC 6838. */
        public String mediaType() {
            return mediaType;
        }
    }
}
