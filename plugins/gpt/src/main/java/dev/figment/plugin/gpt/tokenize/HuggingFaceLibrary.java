package dev.figment.plugin.gpt.tokenize;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.lang.ref.Cleaner;
import java.nio.file.Path;

/**
 * A tokenizer of Hugging Face's library, in native code. It is called below {@code HuggingFaceTokenizer}, DJL's class for it,
 * because that one reports its use over the network.
 */
final class HuggingFaceLibrary {
    private static final String CACHE = "DJL_CACHE_DIR";
    private static final Cleaner CLEANER = Cleaner.create();

    private final long handle;

    private HuggingFaceLibrary(long handle) {
        this.handle = handle;
        CLEANER.register(this, () -> TokenizersLibrary.LIB.deleteTokenizer(handle));
    }

    /** Loads the native code, once. */
    private static final class Native {
        static {
            // Otherwise DJL would look for CUDA, and could download a library for it.
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("RUST_FLAVOR", "cpu");
            if (System.getProperty(CACHE) == null) {
                System.setProperty(CACHE, cache().toString());
            }
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            // DJL looks for its resources through the thread, which does not know what this plugin brings.
            thread.setContextClassLoader(HuggingFaceLibrary.class.getClassLoader());
            try {
                LibUtils.checkStatus();
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        private Native() {}

        /** Where the native code is unpacked to, once: beside what else Figment unpacks. */
        private static Path cache() {
            String home = System.getenv("FIGMENT_HOME");
            Path figment = home == null || home.isEmpty()
                    ? Path.of(System.getProperty("user.home"), ".figment")
                    : Path.of(home);
            return figment.resolve("cache").resolve("djl").toAbsolutePath();
        }

        static TokenizersLibrary library() {
            return TokenizersLibrary.LIB;
        }
    }

    /**
     * Makes a tokenizer of a tokenizer.json.
     *
     * @param name to use in errors
     * @throws FigmentException if the library cannot be loaded here, or does not take the file
     */
    static HuggingFaceLibrary of(String json, String name) {
        TokenizersLibrary library;
        try {
            library = Native.library();
        } catch (LinkageError | AssertionError | RuntimeException e) {
            throw FigmentException.run(
                    Problem.of(
                                    "no-native-library",
                                    name,
                                    "this kind of tokenizer needs Hugging Face's library, which cannot be loaded here: "
                                            + e)
                            .fix("use Linux (x86-64, ARM), macOS (ARM) or Windows (x86-64), or a byte-level BPE"),
                    e);
        }
        try {
            long handle = library.createTokenizerFromString(json);
            library.disablePadding(handle);
            library.disableTruncation(handle);
            return new HuggingFaceLibrary(handle);
        } catch (RuntimeException e) {
            throw FigmentException.user(
                    Problem.of(
                                    "bad-tokenizer",
                                    name,
                                    "Hugging Face's library does not take this tokenizer: " + e.getMessage())
                            .fix("use the tokenizer.json that the model came with"),
                    e);
        }
    }

    int[] encode(String text) {
        long encoding = TokenizersLibrary.LIB.encode(handle, text, false);
        try {
            long[] ids = TokenizersLibrary.LIB.getTokenIds(encoding);
            int[] narrow = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                narrow[i] = Math.toIntExact(ids[i]);
            }
            return narrow;
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    String decode(int[] ids) {
        long[] wide = new long[ids.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = ids[i];
        }
        return TokenizersLibrary.LIB.decode(handle, wide, false);
    }
}
