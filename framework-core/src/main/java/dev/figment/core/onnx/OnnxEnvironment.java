package dev.figment.core.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import dev.figment.api.Device;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one ONNX Runtime environment of the process. All sessions share its thread pool, so that the idle threads of one
 * model never compete with the busy ones of another.
 */
public final class OnnxEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxEnvironment.class);

    /** What ONNX Runtime looks at when its library is loaded; Java cannot set it. */
    private static final String TELEMETRY = "ORT_DISABLE_TELEMETRY";

    private OnnxEnvironment() {}

    private static final class Shared {
        static final OrtEnvironment ENVIRONMENT = open();

        private static OrtEnvironment open() {
            if (System.getenv(TELEMETRY) == null) {
                LOG.warn(
                        "{} is not set: ONNX Runtime reports its start over the network before it can be told not to, and has"
                                + " been seen to crash doing so; set it to 1 in the environment of the process",
                        TELEMETRY);
            }
            try {
                var threads = new OrtEnvironment.ThreadingOptions();
                threads.setGlobalIntraOpNumThreads(threads());
                threads.setGlobalInterOpNumThreads(1);
                OrtEnvironment environment =
                        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "figment", threads);
                environment.setTelemetry(false);
                return environment;
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime did not start", e);
            }
        }
    }

    static OrtEnvironment shared() {
        return Shared.ENVIRONMENT;
    }

    /** Threads that compute: the system property {@code figment.threads}, else the number of processors. */
    public static int threads() {
        return Integer.getInteger("figment.threads", Runtime.getRuntime().availableProcessors());
    }

    /** ONNX Runtime's version. */
    public static String version() {
        return shared().getVersion();
    }

    /** The execution providers built into this ONNX Runtime: CPU, CUDA. */
    public static List<String> providers() {
        shared();
        return OrtEnvironment.getAvailableProviders().stream()
                .map(OrtProvider::getName)
                .sorted()
                .toList();
    }

    /** Whether this build of ONNX Runtime has CUDA; whether it works is another matter. */
    public static boolean hasCuda() {
        shared();
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    /**
     * Fresh options for a session on a device.
     *
     * @throws FigmentException if CUDA is asked for and cannot be used
     */
    static SessionOptions options(Device device) throws OrtException {
        // CUDA logs through the environment, which has to be there before it is added.
        shared();
        SessionOptions options = new SessionOptions();
        try {
            options.disablePerSessionThreads();
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            if (device.kind() != Device.Kind.CPU) {
                useCuda(options, device);
            }
            return options;
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private static void useCuda(SessionOptions options, Device device) {
        boolean strict = device.kind() == Device.Kind.CUDA;
        if (!hasCuda()) {
            if (strict) {
                throw FigmentException.user(Problem.of(
                                "no-cuda", "", "device '" + device + "' needs CUDA, and this build of Figment has none")
                        .fix("build it with 'mvn -Pcuda package', or use 'device: cpu' or 'device: auto'"));
            }
            return;
        }
        // The older way to add CUDA does not say which library is missing.
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index())) {
            options.addCUDA(cuda);
        } catch (OrtException e) {
            refuseCuda(device, e);
        }
    }

    /**
     * CUDA cannot be used.
     *
     * @throws FigmentException unless the device is one that may be the CPU; then it is logged
     */
    static void refuseCuda(Device device, OrtException cause) {
        Problem problem = CudaProblems.problem(device, cause);
        if (device.kind() == Device.Kind.CUDA) {
            throw FigmentException.user(problem, cause);
        }
        LOG.warn("models run on the CPU: {}", problem);
    }
}
