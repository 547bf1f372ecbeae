package dev.figment.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.FloatBuffer;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * The least that a Java program can do to make one picture with a decoder: load the ONNX file, run it once, write one
 * PNG. {@link WarmStart} measures a start of Figment against it. Arguments: the ONNX file, the PNG.
 */
public final class BareProgram {
    private BareProgram() {}

    public static void main(String[] args) throws Exception {
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(args[0]);
                OnnxTensor latents =
                        OnnxTensor.createTensor(environment, FloatBuffer.allocate(16), new long[] {1, 16});
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), latents))) {
            FloatBuffer pixels = ((OnnxTensor) result.get(0)).getFloatBuffer();
            BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            for (int i = 0; i < 28 * 28; i++) {
                image.getRaster().setSample(i % 28, i / 28, 0, Math.round(pixels.get(i) * 255));
            }
            ImageIO.write(image, "png", new File(args[1]));
        }
    }
}
