package dev.figment.core.plugin.archive;

/**
 * How much a plugin may be. No plugin that is known comes near; an archive that does is made to fill memory or disk.
 *
 * @param entries files and folders
 * @param directoryBytes of the zip's own directory, which is read into memory
 * @param bytes unpacked
 * @param ratio unpacked bytes for each byte of the archive, of what is more than {@code freeBytes}
 * @param freeBytes what any archive may unpack to
 */
public record ArchiveLimits(int entries, int directoryBytes, long bytes, int ratio, long freeBytes) {
    /** What holds for every plugin. */
    public static final ArchiveLimits PLUGINS = new ArchiveLimits(20_000, 8 << 20, 2L << 30, 100, 64L << 20);

    /** What holds for the jars in a plugin: Java reads their directories into memory. */
    static final ArchiveLimits JARS = new ArchiveLimits(0xFFFF, 16 << 20, 2L << 30, 100, 64L << 20);

    /** The most that an archive of this size may unpack to. */
    long unpacked(long archiveBytes) {
        return Math.min(bytes, Math.max(freeBytes, archiveBytes * ratio));
    }
}
