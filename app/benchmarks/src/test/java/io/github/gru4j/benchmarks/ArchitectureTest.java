package io.github.gru4j.benchmarks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the rooms that the command line does not see: benchmarks -> layer, benchmarks -> peers. */
@AnalyzeClasses(packages = "io.github.gru4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.gru4j.";

    @ArchTest
    static final ArchRule BENCHMARKS_KNOW_THE_LAYER_AND_ITS_PEERS = noClasses()
            .that()
            .resideInAPackage(ROOT + "benchmarks..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".")
                    .and(resideOutsideOfPackages(ROOT + "benchmarks..", ROOT + "layer..", ROOT + "peers..")));

    @ArchTest
    static final ArchRule PEERS_KNOW_NOBODY = noClasses()
            .that()
            .resideInAPackage(ROOT + "peers..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".").and(resideOutsideOfPackages(ROOT + "peers..")));

    @ArchTest
    static final ArchRule ONLY_THE_LAYER_TOUCHES_DL4J_LAYERS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "layer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.deeplearning4j.nn.layers..");
}
