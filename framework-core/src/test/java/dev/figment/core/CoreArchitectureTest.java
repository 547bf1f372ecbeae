package dev.figment.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest {
    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.figment.core");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.figment.core.(*)..").should().beFreeOfCycles().check(core);
    }

    @Test
    void knowsNoTrainingAndNoCommandLine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.figment.train..", "dev.figment.cli..", "dev.figment.plugin..")
                .check(core);
    }

    @Test
    void onnxRuntimeAndGuiceAreKnownInOnePackageEach() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.figment.core.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(core);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.figment.core.wiring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.inject..")
                .check(core);
    }

    @Test
    void onePackageDownloads() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.figment.core.download..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(core);
    }

    @Test
    void writesNothingToTheConsole() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(core);
    }
}
