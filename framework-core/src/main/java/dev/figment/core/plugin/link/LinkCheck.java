package dev.figment.core.plugin.link;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Looks whether all that a plugin refers to of the host is there, by the rules of linking (JVMS 17, section 5.4.3), but
 * before anything is linked. Jars that know nothing of Figment are not looked at: libraries may do without parts that they
 * never use.
 */
final class LinkCheck {
    private static final String FIGMENT = "dev/figment/";

    private final ClassHierarchy hierarchy;
    private final Predicate<String> hidden;
    private final Set<String> problems = new LinkedHashSet<>();

    private LinkCheck(ClassHierarchy hierarchy, Predicate<String> hidden) {
        this.hierarchy = hierarchy;
        this.hidden = hidden;
    }

    /**
     * What does not fit, one phrase each.
     *
     * @param plugin its folder
     * @param shared whether the host alone has the class of an internal name
     * @param hidden whether the class of an internal name is the host's and not for plugins
     */
    static List<String> problems(Path plugin, Predicate<String> shared, Predicate<String> hidden) throws IOException {
        try (PluginClasses own = PluginClasses.of(plugin)) {
            LinkCheck check = new LinkCheck(new ClassHierarchy(own, shared), hidden);
            Set<Path> units = new HashSet<>();
            for (String name : own.names()) {
                if (!units.contains(own.unit(name)) && knowsFigment(own, name)) {
                    units.add(own.unit(name));
                }
            }
            for (String name : own.names()) {
                if (units.contains(own.unit(name)) && !shared.test(name)) {
                    check.check(own.bytes(name).orElseThrow(), name, own);
                }
            }
            return new ArrayList<>(check.problems);
        }
    }

    private static boolean knowsFigment(PluginClasses own, String name) throws IOException {
        try {
            ClassReader reader = new ClassReader(own.bytes(name).orElseThrow());
            return ReferenceReader.mentions(reader, other -> other.startsWith(FIGMENT));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private void check(byte[] bytes, String name, PluginClasses own) throws IOException {
        try {
            ClassReader reader = new ClassReader(bytes);
            for (Map.Entry<Reference, String> entry :
                    ReferenceReader.references(reader).entrySet()) {
                String wrong = wrong(entry.getKey(), own);
                if (wrong != null) {
                    problems.add(wrong + " (used by " + dotted(name)
                            + (entry.getValue().isEmpty() ? "" : "." + entry.getValue()) + ")");
                }
            }
            hierarchy.find(name).ifPresent(this::checkImplemented);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Newer than ASM, or no class at all: the JVM will say so.
            return;
        }
    }

    private @Nullable String wrong(Reference reference, PluginClasses own) throws IOException {
        String owner = reference.owner();
        if (hidden.test(owner) && !own.hasPackageOf(owner)) {
            return "the class " + dotted(owner) + ", which is not for plugins";
        }
        if (!hierarchy.isShared(owner)) {
            return reference.member() == null || own.bytes(owner).isEmpty() ? null : inherited(reference);
        }
        Optional<ClassShape> shape = hierarchy.find(owner);
        if (shape.isEmpty()) {
            return "the class " + dotted(owner) + ", which is not there";
        }
        return reference.member() == null ? wrongType(reference, shape.get()) : wrongMember(reference);
    }

    /** A member that a class of the plugin inherits from one of the host. */
    private @Nullable String inherited(Reference reference) {
        return hierarchy.lineage(reference.owner()).hasShared(hierarchy::isShared) ? wrongMember(reference) : null;
    }

    private static @Nullable String wrongType(Reference reference, ClassShape shape) {
        String name = dotted(shape.name());
        if (reference.kind() == Reference.Kind.SUPERCLASS && shape.isFinal()) {
            return "to extend the class " + name + ", which is final";
        }
        if (reference.kind() == Reference.Kind.SUPERCLASS && shape.isInterface()) {
            return "to extend the class " + name + ", which is an interface";
        }
        if (reference.kind() == Reference.Kind.INTERFACE && !shape.isInterface()) {
            return "to implement the interface " + name + ", which is a class";
        }
        return null;
    }

    private @Nullable String wrongMember(Reference reference) {
        ClassHierarchy.Lineage lineage = hierarchy.lineage(reference.owner());
        boolean isMethod = reference.kind().isMethod();
        Integer access =
                lineage.access(ClassShape.key(String.valueOf(reference.member()), reference.descriptor()), isMethod);
        String what = described(reference);
        if (access == null) {
            return lineage.complete() && !isSignaturePolymorphic(reference) ? what + ", which is not there" : null;
        }
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        if (isStatic != reference.kind().isStatic()) {
            return what + ", which is " + (isStatic ? "" : "not ") + "static";
        }
        if (hierarchy.isShared(reference.owner()) && (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) == 0) {
            return what + ", which is not public";
        }
        return null;
    }

    /** Methods that take whatever they are given (JLS 15.12.3) are the JDK's alone. */
    private static boolean isSignaturePolymorphic(Reference reference) {
        return reference.owner().startsWith("java/lang/invoke/");
    }

    /** A class that is to be made must have all methods that the host's classes above it leave open. */
    private void checkImplemented(ClassShape shape) {
        if (shape.isAbstract() || shape.isInterface()) {
            return;
        }
        ClassHierarchy.Lineage lineage = hierarchy.lineage(shape.name());
        if (!lineage.complete()) {
            return;
        }
        List<ClassShape> above = new ArrayList<>(lineage.classes());
        above.addAll(lineage.interfaces());
        for (ClassShape type : above) {
            if (hierarchy.isShared(type.name())) {
                type.methods().forEach((key, access) -> {
                    boolean open = (access & Opcodes.ACC_ABSTRACT) != 0;
                    if (open && above.stream().noneMatch(other -> implementsMethod(other, key))) {
                        int types = key.indexOf('(');
                        Reference method = new Reference(
                                type.name(), key.substring(0, types), key.substring(types), Reference.Kind.METHOD);
                        problems.add("to implement " + described(method) + " (in " + dotted(shape.name()) + ")");
                    }
                });
            }
        }
    }

    private static boolean implementsMethod(ClassShape shape, String key) {
        Integer access = shape.methods().get(key);
        return access != null && (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
    }

    private static String described(Reference reference) {
        String member = String.valueOf(reference.member());
        if (!reference.kind().isMethod()) {
            return "the field " + dotted(reference.owner()) + "." + member + " of type "
                    + Type.getType(reference.descriptor()).getClassName();
        }
        StringBuilder types = new StringBuilder();
        for (Type type : Type.getArgumentTypes(reference.descriptor())) {
            types.append(types.isEmpty() ? "" : ", ").append(type.getClassName());
        }
        if (member.equals("<init>")) {
            return "the constructor " + dotted(reference.owner()) + "(" + types + ")";
        }
        return "the method " + dotted(reference.owner()) + "." + member + "(" + types + ") that gives "
                + Type.getReturnType(reference.descriptor()).getClassName();
    }

    private static String dotted(String name) {
        return name.replace('/', '.');
    }
}
