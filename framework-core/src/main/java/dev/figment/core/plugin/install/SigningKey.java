package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** A public key of Ed25519 (RFC 8032), in the form that {@code openssl pkey -pubout} gives it (RFC 8410). */
public final class SigningKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int LONGEST_FILE = 1 << 14;
    private static final int SHOWN = 16;

    private final PublicKey key;

    private SigningKey(PublicKey key) {
        this.key = key;
    }

    /**
     * The key in a file.
     *
     * @throws FigmentException if there is none in it
     */
    public static SigningKey read(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw wrong(file.toString(), "the file is too long for one", null);
            }
            return of(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString());
        } catch (IOException e) {
            throw wrong(file.toString(), "the file cannot be read (" + e + ")", e);
        }
    }

    /**
     * The key in a text: Base64, with or without the lines of PEM around it.
     *
     * @param where for the message
     */
    static SigningKey of(String text, String where) {
        String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            X509EncodedKeySpec encoded =
                    new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
            return new SigningKey(KeyFactory.getInstance(ALGORITHM).generatePublic(encoded));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw wrong(where, text.contains("PRIVATE KEY") ? "this is a private one" : "it cannot be decoded", e);
        }
    }

    private static FigmentException wrong(String where, String why, @org.jspecify.annotations.Nullable Exception e) {
        Problem problem = Problem.of("wrong-key", where, "this is no public key of Ed25519: " + why)
                .fix("'openssl pkey -in PRIVATE.pem -pubout' prints the public key of a private one");
        return e == null ? FigmentException.user(problem) : FigmentException.user(problem, e);
    }

    /** Whether a signature, of 64 bytes or these as Base64, is this key's for a message. */
    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(raw(signature));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // Not a signature at all.
            return false;
        }
    }

    private static byte[] raw(byte[] signature) {
        return signature.length == 64
                ? signature
                : Base64.getDecoder().decode(new String(signature, StandardCharsets.ISO_8859_1).replaceAll("\\s", ""));
    }

    /** As text that {@link #of} reads. */
    String base64() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** Short enough to compare by eye. */
    public String fingerprint() {
        return Digest.of(key.getEncoded()).substring(0, SHOWN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey that && Arrays.equals(key.getEncoded(), that.key.getEncoded());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key.getEncoded());
    }
}
