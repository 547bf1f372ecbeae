package dev.figment.train;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class TrainArchitectureTest {
    private final JavaClasses train = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.figment.train");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.figment.train.(*)..").should().beFreeOfCycles().check(train);
    }

    @Test
    void runsItsGraphsThroughTheApiAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.figment.core..", "dev.figment.cli..", "dev.figment.plugin..", "ai.onnxruntime..")
                .check(train);
    }

    @Test
    void writesNothingToTheConsole() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(train);
    }
}
