package dev.figment.core.plugin.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * A zip's central directory, after APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.3.16. {@link java.util.zip.ZipFile} would
 * hold a directory of any size in memory, and does not say which entries are links.
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int END64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int END64_LOCATOR_LENGTH = 20;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int UNIX = 3;

    private ZipDirectory() {}

    /**
     * Reads it.
     *
     * @throws ZipException if it is no zip, or damaged
     * @throws RefusedArchive if its directory is larger than the limits
     */
    static List<ZipEntryHeader> read(Path zip, ArchiveLimits limits) throws IOException {
        try (FileChannel file = FileChannel.open(zip, StandardOpenOption.READ)) {
            long size = file.size();
            if (size < END_LENGTH) {
                throw new ZipException(size == 0 ? "it is empty" : "it is too short to be a zip");
            }
            int tailLength = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT + END64_LOCATOR_LENGTH);
            ByteBuffer tail = bytes(file, size - tailLength, tailLength);
            int end = end(tail);
            if (end >= END64_LOCATOR_LENGTH && tail.getInt(end - END64_LOCATOR_LENGTH) == END64_LOCATOR_SIGNATURE) {
                throw new RefusedArchive("it is of the format zip64, for more than a plugin may be");
            }
            int count = Short.toUnsignedInt(tail.getShort(end + 10));
            long length = Integer.toUnsignedLong(tail.getInt(end + 12));
            if (count > limits.entries()) {
                throw new RefusedArchive("it has " + count + " entries, and may have " + limits.entries());
            }
            if (length > limits.directoryBytes()) {
                throw new RefusedArchive(
                        "its directory takes " + length + " bytes, and may take " + limits.directoryBytes());
            }
            long start = size - tailLength + end - length;
            if (start < 0) {
                throw new ZipException("its directory lies before its beginning");
            }
            return entries(bytes(file, start, (int) length), limits);
        }
    }

    /** Where the end record begins: the last one, as ZipFile finds it; nothing may follow it. */
    private static int end(ByteBuffer tail) throws ZipException {
        for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                if (at + END_LENGTH + Short.toUnsignedInt(tail.getShort(at + 20)) != tail.limit()) {
                    throw new ZipException("something follows its end");
                }
                return at;
            }
        }
        throw new ZipException("zip END header not found");
    }

    private static List<ZipEntryHeader> entries(ByteBuffer directory, ArchiveLimits limits) throws IOException {
        List<ZipEntryHeader> entries = new ArrayList<>();
        while (directory.hasRemaining()) {
            int at = directory.position();
            if (directory.remaining() < ENTRY_LENGTH || directory.getInt(at) != ENTRY_SIGNATURE) {
                throw new ZipException("its directory is cut or overwritten");
            }
            int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
            int length = ENTRY_LENGTH
                    + nameLength
                    + Short.toUnsignedInt(directory.getShort(at + 30))
                    + Short.toUnsignedInt(directory.getShort(at + 32));
            if (length > directory.remaining()) {
                throw new ZipException("its directory is cut or overwritten");
            }
            // The directory's own count may lie.
            if (entries.size() == limits.entries()) {
                throw new RefusedArchive("it has more than " + limits.entries() + " entries");
            }
            boolean unix = (directory.get(at + 5) & 0xFF) == UNIX;
            entries.add(new ZipEntryHeader(
                    name(directory.slice(at + ENTRY_LENGTH, nameLength)),
                    directory.getShort(at + 8) & 0xFFFF,
                    Integer.toUnsignedLong(directory.getInt(at + 16)),
                    Integer.toUnsignedLong(directory.getInt(at + 24)),
                    unix ? directory.getInt(at + 38) >>> 16 : 0));
            directory.position(at + length);
        }
        return entries;
    }

    private static String name(ByteBuffer bytes) throws ZipException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new ZipException("the name of an entry is not in UTF-8");
        }
    }

    private static ByteBuffer bytes(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("the file became shorter");
            }
        }
        return bytes.flip();
    }
}
