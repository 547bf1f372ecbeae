package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.List;

/** Products of matrices. */
public final class MatrixProducts {
    public static final Operator MAT_MUL = Operator.of("MatMul", 2, MatrixProducts::inferMatMul);
    public static final Operator GEMM = new Operator("Gemm", 2, 3, MatrixProducts::inferGemm);

    private MatrixProducts() {}

    /** {@code a · b} of matrices [m, k] and [k, n], or of stacks of them, whose leading axes are broadcast. */
    public static Value matMul(Value a, Value b) {
        return a.graph().apply(MAT_MUL, Attributes.NONE, List.of(a, b));
    }

    /** {@code a' · b'} of matrices, each transposed first where its flag is set. */
    public static Value gemm(Value a, boolean transposeA, Value b, boolean transposeB) {
        return a.graph().apply(GEMM, flags(transposeA, transposeB), List.of(a, b));
    }

    /** {@code a' · b' + c}, with {@code c} broadcast to the product. */
    public static Value gemm(Value a, boolean transposeA, Value b, boolean transposeB, Value c) {
        return a.graph().apply(GEMM, flags(transposeA, transposeB), List.of(a, b, c));
    }

    /** Whether two values are known to be the same matrices, one side transposed. */
    public static boolean areTransposed(Value a, Value b) {
        return Layout.isTransposeOf(a, b) || Layout.isTransposeOf(b, a);
    }

    private static Attributes flags(boolean transposeA, boolean transposeB) {
        return Attributes.of("transA", transposeA ? 1L : 0L, "transB", transposeB ? 1L : 0L);
    }

    private static List<Operator.Output> inferMatMul(List<Value> inputs, Attributes attributes) {
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        if (a.rank() < 2 || b.rank() < 2 || !a.dim(-1).equals(b.dim(-2))) {
            throw new ShapeException("matrices " + a + " and " + b + " do not multiply");
        }
        Shape leading = Broadcasting.of(stack(a), stack(b));
        List<Dim> dims = new ArrayList<>(leading.dims());
        dims.add(a.dim(-2));
        dims.add(b.dim(-1));
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(dims)));
    }

    /** The axes before the matrices. */
    private static Shape stack(Shape shape) {
        return new Shape(shape.dims().subList(0, shape.rank() - 2));
    }

    private static List<Operator.Output> inferGemm(List<Value> inputs, Attributes attributes) {
        int a = attributes.integer("transA", 0) != 0 ? 1 : 0;
        int b = attributes.integer("transB", 0) != 0 ? 1 : 0;
        List<Operator.Output> outputs = product(inputs, a, 1 - a, b, 1 - b);
        if (inputs.size() == 3) {
            Shape sum = Broadcasting.of(outputs.get(0).shape(), inputs.get(2).shape());
            if (!sum.equals(outputs.get(0).shape())) {
                throw new ShapeException("a bias " + inputs.get(2).shape() + " does not broadcast to the product "
                        + outputs.get(0).shape());
            }
        }
        return outputs;
    }

    private static List<Operator.Output> product(List<Value> inputs, int rows, int innerA, int innerB, int columns) {
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        if (a.rank() != 2 || b.rank() != 2 || !a.dim(innerA).equals(b.dim(innerB))) {
            throw new ShapeException("matrices " + a + " and " + b + " do not multiply"
                    + (rows == 1 ? ", the first transposed" : "") + (columns == 0 ? ", the second transposed" : ""));
        }
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(List.of(a.dim(rows), b.dim(columns)))));
    }
}
