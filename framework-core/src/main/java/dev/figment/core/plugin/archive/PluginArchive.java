package dev.figment.core.plugin.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip that has been looked through: all its entries are files and folders with good names, and not too much. */
public final class PluginArchive {
    private final Path zip;
    private final List<ZipEntryHeader> entries;
    private final long mostBytes;

    private PluginArchive(Path zip, List<ZipEntryHeader> entries, long mostBytes) {
        this.zip = zip;
        this.entries = entries;
        this.mostBytes = mostBytes;
    }

    /**
     * Looks an archive through; nothing of it is unpacked.
     *
     * @throws ZipException if it is no zip, or damaged
     * @throws RefusedArchive if it is hostile: a name that leads outside, a link, two files that are one where case does
     *     not count, more than the {@link ArchiveLimits} allow
     * @throws IOException if it cannot be read
     */
    public static PluginArchive open(Path zip) throws IOException {
        return open(zip, ArchiveLimits.PLUGINS);
    }

    static PluginArchive open(Path zip, ArchiveLimits limits) throws IOException {
        List<ZipEntryHeader> entries = ZipDirectory.read(zip, limits);
        long most = limits.unpacked(Files.size(zip));
        EntryNames names = new EntryNames();
        long bytes = 0;
        for (ZipEntryHeader entry : entries) {
            names.add(entry.name());
            requirePlain(entry);
            bytes += entry.size();
            if (bytes > most) {
                throw tooLarge(most);
            }
        }
        return new PluginArchive(zip, entries, most);
    }

    private static void requirePlain(ZipEntryHeader entry) throws RefusedArchive {
        if (entry.isLink()) {
            throw new RefusedArchive("its entry " + EntryNames.shown(entry.name()) + " is a link");
        }
        if (entry.isSpecial()) {
            throw new RefusedArchive("its entry " + EntryNames.shown(entry.name()) + " is a device or a pipe");
        }
        if (entry.isEncrypted()) {
            throw new RefusedArchive("its entry " + EntryNames.shown(entry.name()) + " is encrypted");
        }
    }

    private static RefusedArchive tooLarge(long most) {
        return new RefusedArchive(
                "it would unpack to more than " + (most >> 20) + " MiB, which is more than an archive of its size may");
    }

    /** Names, sizes and CRCs as one number (FNV-1a of 64 bits): a cryptographic digest would cost more at each start. */
    public String fingerprint() {
        long hash = 0xCBF29CE484222325L;
        for (ZipEntryHeader entry : entries) {
            String line = entry.name() + "\n" + entry.size() + " " + entry.crc() + "\n";
            for (byte b : line.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
            }
        }
        return HexFormat.of().toHexDigits(hash);
    }

    /**
     * The content of one file; empty where there is none of this name.
     *
     * @throws ZipException if it is damaged
     * @throws RefusedArchive if it is longer than {@code most} bytes
     */
    public Optional<byte[]> read(String name, int most) throws IOException {
        if (files().stream().noneMatch(name::equals)) {
            return Optional.empty();
        }
        try (ZipFile file = new ZipFile(zip.toFile());
                InputStream in = file.getInputStream(file.getEntry(name))) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new RefusedArchive("its entry " + EntryNames.shown(name) + " is longer than " + most + " bytes");
            }
            return Optional.of(content);
        }
    }

    /** Names of all files, in the archive's order. */
    public List<String> files() {
        return entries.stream()
                .filter(entry -> !entry.isFolder())
                .map(ZipEntryHeader::name)
                .toList();
    }

    /**
     * Unpacks it into a folder that is empty. What is written is counted, since sizes may lie.
     *
     * @throws ZipException if content does not match its checksum
     * @throws RefusedArchive if there is more than the directory said
     */
    public void unpack(Path folder) throws IOException {
        long left = mostBytes;
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntryHeader entry : entries) {
                Path path = folder.resolve(entry.name());
                if (entry.isFolder()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    left -= unpack(file, entry, path, left);
                    requireBounded(entry, path);
                }
            }
        }
    }

    /** A jar that is made to fill memory is refused; one that is damaged, whatever loads it will report. */
    private static void requireBounded(ZipEntryHeader entry, Path path) throws IOException {
        if (entry.name().endsWith(".jar")) {
            try {
                ZipDirectory.read(path, ArchiveLimits.JARS);
            } catch (RefusedArchive e) {
                throw new RefusedArchive("of its jar " + EntryNames.shown(entry.name()) + ": " + e.getMessage());
            } catch (ZipException e) {
                return;
            }
        }
    }

    private long unpack(ZipFile file, ZipEntryHeader header, Path path, long most) throws IOException {
        ZipEntry entry = file.getEntry(header.name());
        if (entry == null) {
            throw new ZipException("its entry " + EntryNames.shown(header.name()) + " cannot be found");
        }
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = file.getInputStream(entry);
                FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > most) {
                    throw tooLarge(mostBytes);
                }
                crc.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            channel.force(true);
        }
        if (crc.getValue() != header.crc()) {
            throw new ZipException("the checksum of its entry " + EntryNames.shown(header.name()) + " does not match");
        }
        return bytes;
    }
}
