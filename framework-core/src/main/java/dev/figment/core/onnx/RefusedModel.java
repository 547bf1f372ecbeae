package dev.figment.core.onnx;

import java.io.IOException;

/** A model's file that is not given to ONNX Runtime; the message says why. */
final class RefusedModel extends IOException {
    private static final long serialVersionUID = 1;

    RefusedModel(String why) {
        super(why);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
