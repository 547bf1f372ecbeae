package dev.figment.plugin.classifier;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ClassifierPluginArchitectureTest {
    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.figment.plugin.classifier");

    @Test
    void knowsNeitherTheHostNorItsRuntime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.figment.core..", "dev.figment.cli..", "dev.figment.testkit..", "ai.onnxruntime..")
                .check(PLUGIN);
    }

    @Test
    void knowsNoOtherPlugin() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.figment.plugin..")
                        .and(not(resideInAPackage("dev.figment.plugin.classifier.."))))
                .check(PLUGIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.figment.plugin.(**)").should().beFreeOfCycles().check(PLUGIN);
    }

    @Test
    void runsWithoutTheTrainingFramework() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.figment.plugin.classifier.model..", "dev.figment.plugin.classifier.measure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.figment.train..")
                .check(PLUGIN);
    }

    @Test
    void writesNothingToTheConsole() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(PLUGIN);
    }
}
