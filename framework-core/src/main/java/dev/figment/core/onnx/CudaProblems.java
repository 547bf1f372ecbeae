package dev.figment.core.onnx;

import ai.onnxruntime.OrtException;
import dev.figment.api.Device;
import dev.figment.api.error.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What keeps CUDA from working, from what ONNX Runtime says about it: which library is missing, and how to get it. */
final class CudaProblems {
    private static final Pattern MISSING = Pattern.compile("(lib[\\w-]+)\\.so(?:\\.(\\d+))?\\S*: cannot open shared");
    private static final Pattern OLD = Pattern.compile("undefined symbol: (\\w+), version (lib[\\w-]+)\\.so\\.(\\d+)");
    private static final Pattern DRIVER = Pattern.compile("CUDA failure (35|100|101|803|999)\\b");
    private static final String REQUIREMENTS =
            "https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html#requirements";

    private CudaProblems() {}

    /** Whether a session failed because of CUDA rather than because of its model. */
    static boolean isCause(OrtException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("CUDA failure")
                || message.contains("CUDNN failure")
                || message.contains("CUBLAS failure")
                || MISSING.matcher(message).find()
                || OLD.matcher(message).find();
    }

    static Problem problem(Device device, OrtException failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        boolean strict = device.kind() == Device.Kind.CUDA;
        String subject = strict ? "device '" + device + "'" : "CUDA";
        String otherwise = strict ? ", or use 'device: cpu'" : "";
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            String library = missing.group(1);
            String version = missing.group(2) == null ? "" : missing.group(2);
            String file = library + ".so" + (version.isEmpty() ? "" : "." + version);
            return Problem.of("no-cuda", "", subject + " cannot be used: the library " + file + " is missing")
                    .fix(fixFor(library, version) + otherwise);
        }
        Matcher old = OLD.matcher(message);
        if (old.find()) {
            String file = old.group(2) + ".so." + old.group(3);
            return Problem.of(
                            "no-cuda",
                            "",
                            subject + " cannot be used: the library " + file + " is too old, it has no " + old.group(1))
                    .fix(fixFor(old.group(2), old.group(3)).replaceFirst("^install (the )?", "install the newest ")
                            + otherwise);
        }
        String fix = DRIVER.matcher(message).find()
                ? "'nvidia-smi' has to list that GPU: install or update NVIDIA's driver, or name another GPU"
                : "install the versions of CUDA and cuDNN that " + REQUIREMENTS + " names";
        return Problem.of("no-cuda", "", subject + " cannot be used: " + message)
                .fix(fix + otherwise);
    }

    private static String fixFor(String library, String version) {
        if (library.equals("libcuda") || library.startsWith("libnvidia")) {
            return "it comes with NVIDIA's driver: install that, and in a container start it with its GPUs";
        }
        if (library.startsWith("libcudnn")) {
            return "install cuDNN" + (version.isEmpty() ? "" : " " + version)
                    + " (https://developer.nvidia.com/cudnn-downloads), and put its folder on LD_LIBRARY_PATH";
        }
        // The version of these two is that of the toolkit; libcurand and libcufft count on their own.
        boolean toolkits = library.startsWith("libcublas") || library.equals("libcudart");
        return "install the CUDA Toolkit" + (toolkits && !version.isEmpty() ? " " + version : "")
                + " (https://developer.nvidia.com/cuda-toolkit-archive), and put its lib64 folder on LD_LIBRARY_PATH";
    }
}
