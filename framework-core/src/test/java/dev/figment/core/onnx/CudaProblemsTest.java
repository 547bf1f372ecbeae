package dev.figment.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.figment.api.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaProblemsTest {
    private static OrtException missing(String library) {
        return new OrtException("Failed to load library /tmp/x/libonnxruntime_providers_cuda.so with error: " + library
                + ": cannot open shared object file: No such file or directory");
    }

    private static String problem(OrtException failure) {
        return CudaProblems.problem(Device.parse("cuda:1"), failure).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "libcublasLt.so.12, CUDA Toolkit 12 (",
        "libcudart.so.13, CUDA Toolkit 13 (",
        "libcurand.so.10, CUDA Toolkit (",
        "libcufft.so.11, CUDA Toolkit (",
        "libcudnn.so.9, cuDNN 9 (",
        "libcudnn_adv.so.9, cuDNN 9 (",
        "libcuda.so.1, driver"
    })
    void namesTheMissingLibraryAndWhereItComesFrom(String library, String product) {
        OrtException failure = missing(library);
        assertThat(CudaProblems.isCause(failure)).isTrue();
        assertThat(problem(failure)).contains("device 'cuda:1'", "the library " + library + " is missing", product);
    }

    @Test
    void saysThatALibraryIsTooOld() {
        OrtException failure = new OrtException(
                "Failed to load library /tmp/x/libonnxruntime_providers_cuda.so with error:"
                        + " /tmp/x/libonnxruntime_providers_cuda.so: undefined symbol: cudaLibraryGetKernel, version libcudart.so.12");
        assertThat(CudaProblems.isCause(failure)).isTrue();
        assertThat(problem(failure))
                .contains(
                        "the library libcudart.so.12 is too old, it has no cudaLibraryGetKernel",
                        "install the newest CUDA Toolkit 12 (");
    }

    @Test
    void sendsTheUserToTheDriverWhereThereIsNoGpu() {
        OrtException failure = new OrtException("CUDA failure 100: no CUDA-capable device is detected ; GPU=-1");
        assertThat(CudaProblems.isCause(failure)).isTrue();
        assertThat(problem(failure)).contains("no CUDA-capable device is detected", "nvidia-smi");
    }

    @Test
    void repeatsWhatItDoesNotKnow() {
        assertThat(problem(new OrtException("something new"))).contains("something new", "#requirements");
    }

    @Test
    void leavesTheCpuAsAChoiceToThoseWhoAskedForCudaOnly() {
        assertThat(problem(missing("libcublas.so.12"))).contains("device 'cuda:1' cannot", ", or use 'device: cpu'");
        assertThat(CudaProblems.problem(Device.AUTO, missing("libcublas.so.12")).toString())
                .contains("CUDA cannot be used")
                .doesNotContain("device: cpu");
    }

    @Test
    void doesNotBlameCudaForABadModel() {
        assertThat(CudaProblems.isCause(new OrtException("Protobuf parsing failed.")))
                .isFalse();
    }
}
