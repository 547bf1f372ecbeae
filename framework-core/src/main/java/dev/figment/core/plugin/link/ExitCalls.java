package dev.figment.core.plugin.link;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Takes from a class the power to end the process: its calls of {@code System.exit} and of {@code exit} and {@code halt} of
 * {@code Runtime} become calls of a method that is added to the class and throws. Java itself offers no means for that.
 */
public final class ExitCalls extends ClassVisitor {
    private static final String SYSTEM = "java/lang/System";
    private static final String RUNTIME = "java/lang/Runtime";
    private static final String REFUSAL = "figment$refuseExit";
    private static final String EXCEPTION = "java/lang/SecurityException";
    private static final String OF_SYSTEM = "(I)V";
    private static final String OF_RUNTIME = "(Ljava/lang/Runtime;I)V";

    /** Each method that ends the process, with the descriptor of what is called instead. */
    private static final Map<String, String> ENDINGS = Map.of(
            SYSTEM + ".exit(I)V", OF_SYSTEM, RUNTIME + ".exit(I)V", OF_RUNTIME, RUNTIME + ".halt(I)V", OF_RUNTIME);

    private String name = "";
    private boolean isInterface;

    private ExitCalls(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** Whether a class may call one of these methods; quick, since only its constants are read. */
    static boolean areIn(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item > 0 && isMethod(reader.readByte(item - 1)) && isEnding(reader, item, buffer)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMethod(int tag) {
        return tag == 10 || tag == 11;
    }

    private static boolean isEnding(ClassReader reader, int item, char[] buffer) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        return ENDINGS.containsKey(reader.readClass(item, buffer) + "." + reader.readUTF8(nameAndType, buffer)
                + reader.readUTF8(nameAndType + 2, buffer));
    }

    /** The class without the power to end the process. */
    public static byte[] refusedIn(byte[] type) {
        ClassReader reader = new ClassReader(type);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new ExitCalls(writer), 0);
        return writer.toByteArray();
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superclass,
            String @Nullable [] interfaces) {
        this.name = name;
        this.isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        super.visit(version, access, name, signature, superclass, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new Code(super.visitMethod(access, method, descriptor, signature, exceptions));
    }

    @Override
    public void visitEnd() {
        refusal(OF_SYSTEM);
        refusal(OF_RUNTIME);
        super.visitEnd();
    }

    private void refusal(String descriptor) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        MethodVisitor code = super.visitMethod(access, REFUSAL, descriptor, null, null);
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, EXCEPTION);
        code.visitInsn(Opcodes.DUP);
        code.visitLdcInsn("it would end the process, which a plugin must not do");
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, EXCEPTION, "<init>", "(Ljava/lang/String;)V", false);
        code.visitInsn(Opcodes.ATHROW);
        code.visitMaxs(3, 2);
        code.visitEnd();
    }

    private final class Code extends MethodVisitor {
        Code(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean ofInterface) {
            String instead = ENDINGS.get(owner + "." + method + descriptor);
            if (instead == null) {
                super.visitMethodInsn(opcode, owner, method, descriptor, ofInterface);
            } else {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, name, REFUSAL, instead, isInterface);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] replaced = arguments.clone();
            for (int i = 0; i < replaced.length; i++) {
                replaced[i] = replaced(replaced[i]);
            }
            super.visitInvokeDynamicInsn(method, descriptor, bootstrap, replaced);
        }

        /** {@code System::exit} is a constant. */
        private Object replaced(Object constant) {
            if (constant instanceof Handle handle) {
                String instead = ENDINGS.get(handle.getOwner() + "." + handle.getName() + handle.getDesc());
                if (instead != null) {
                    return new Handle(Opcodes.H_INVOKESTATIC, name, REFUSAL, instead, isInterface);
                }
            }
            return constant;
        }
    }
}
