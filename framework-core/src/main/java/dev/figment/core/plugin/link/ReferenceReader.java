package dev.figment.core.plugin.link;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Collects what a class refers to, each with the method that does so first. */
final class ReferenceReader extends ClassVisitor {
    private static final int CLASS_TAG = 7;

    private final Map<Reference, String> references = new LinkedHashMap<>();

    private ReferenceReader() {
        super(Opcodes.ASM9);
    }

    /** Whether a class names another whose internal name begins so; quick, since only the constant pool is read. */
    static boolean mentions(ClassReader reader, java.util.function.Predicate<String> watched) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item > 0 && reader.readByte(item - 1) == CLASS_TAG && watched.test(reader.readUTF8(item, buffer))) {
                return true;
            }
        }
        return false;
    }

    /** All references, each with the name of the method that has it; empty for the class's own declaration. */
    static Map<Reference, String> references(ClassReader reader) {
        ReferenceReader visitor = new ReferenceReader();
        reader.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return visitor.references;
    }

    private void add(Reference reference, String method) {
        references.putIfAbsent(reference, method);
    }

    private void addType(Type type, String method) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            add(Reference.toType(element.getInternalName(), Reference.Kind.TYPE), method);
        }
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superclass,
            String @Nullable [] interfaces) {
        if (superclass != null) {
            add(Reference.toType(superclass, Reference.Kind.SUPERCLASS), "");
        }
        if (interfaces != null) {
            for (String type : interfaces) {
                add(Reference.toType(type, Reference.Kind.INTERFACE), "");
            }
        }
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new Code(name);
    }

    private final class Code extends MethodVisitor {
        private final String method;

        Code(String method) {
            super(Opcodes.ASM9);
            this.method = method;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            addType(Type.getObjectType(type), method);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
            addMember(owner, name, descriptor, isStatic ? Reference.Kind.STATIC_FIELD : Reference.Kind.FIELD);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            addMember(
                    owner,
                    name,
                    descriptor,
                    opcode == Opcodes.INVOKESTATIC ? Reference.Kind.STATIC_METHOD : Reference.Kind.METHOD);
        }

        /** Arrays have the members of Object. */
        private void addMember(String owner, String name, String descriptor, Reference.Kind kind) {
            if (!owner.startsWith("[")) {
                add(new Reference(owner, name, descriptor, kind), method);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            addConstant(bootstrap);
            for (Object argument : arguments) {
                addConstant(argument);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            addConstant(value);
        }

        private void addConstant(Object constant) {
            if (constant instanceof Type type && type.getSort() != Type.METHOD) {
                addType(type, method);
            } else if (constant instanceof Handle handle) {
                addMember(handle.getOwner(), handle.getName(), handle.getDesc(), kind(handle));
            } else if (constant instanceof ConstantDynamic dynamic) {
                addConstant(dynamic.getBootstrapMethod());
                for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                    addConstant(dynamic.getBootstrapMethodArgument(i));
                }
            }
        }

        private static Reference.Kind kind(Handle handle) {
            return switch (handle.getTag()) {
                case Opcodes.H_GETFIELD, Opcodes.H_PUTFIELD -> Reference.Kind.FIELD;
                case Opcodes.H_GETSTATIC, Opcodes.H_PUTSTATIC -> Reference.Kind.STATIC_FIELD;
                case Opcodes.H_INVOKESTATIC -> Reference.Kind.STATIC_METHOD;
                default -> Reference.Kind.METHOD;
            };
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            addType(Type.getType(descriptor), method);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
            if (type != null) {
                addType(Type.getObjectType(type), method);
            }
        }
    }
}
