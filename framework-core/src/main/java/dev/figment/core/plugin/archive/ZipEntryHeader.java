package dev.figment.core.plugin.archive;

/**
 * What a zip's directory says of one entry.
 *
 * @param flags general purpose bits
 * @param size unpacked, as it is claimed
 * @param mode of Unix, or 0 where it is not given
 */
record ZipEntryHeader(String name, int flags, long crc, long size, int mode) {
    private static final int TYPE = 0xF000;
    private static final int LINK = 0xA000;
    private static final int FILE = 0x8000;
    private static final int FOLDER = 0x4000;

    boolean isFolder() {
        return name.endsWith("/");
    }

    boolean isEncrypted() {
        return (flags & 1) != 0;
    }

    boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    /** Neither a file nor a folder nor a link: a device, a pipe. */
    boolean isSpecial() {
        int type = mode & TYPE;
        return type != 0 && type != FILE && type != FOLDER && type != LINK;
    }
}
