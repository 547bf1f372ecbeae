package dev.figment.benchmarks.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive: a zip with the text of a module's methods and a pickle of its attributes. It is what
 * {@code torch.jit.save} writes, for a module without tensors of its own.
 */
final class ScriptArchive {
    private static final String HEAD = """
            class Network(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              steps : int
              p : Dict[str, Tensor]
              m : Dict[str, Tensor]
              v : Dict[str, Tensor]
              s : Dict[str, Tensor]
            """;

    private ScriptArchive() {}

    /** The bytes of an archive whose module has these functions as methods. */
    static byte[] of(String functions) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "version", latin("3\n"));
            add(zip, "data.pkl", attributes());
            add(zip, "constants.pkl", latin("\u0080\u0002)."));
            add(zip, "code/__torch__.py", (HEAD + functions.indent(2)).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Pickle, protocol 2: an object of the class with a dictionary of its attributes. */
    private static byte[] attributes() {
        StringBuilder pickle = new StringBuilder("\u0080\u0002c__torch__\nNetwork\n)\u0081}(");
        attribute(pickle, "training", "\u0088");
        attribute(pickle, "steps", "K\0");
        for (String name : new String[] {"p", "m", "v", "s"}) {
            attribute(pickle, name, "}");
        }
        return latin(pickle.append("ub.").toString());
    }

    private static void attribute(StringBuilder pickle, String name, String value) {
        pickle.append('X')
                .append((char) name.length())
                .append("\0\0\0")
                .append(name)
                .append(value);
    }

    /** PyTorch's reader takes entries that are not compressed. */
    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry("network/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
