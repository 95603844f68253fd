package io.github.gru4j.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;

/** The arrows between the rooms: a room uses only what it points to. */
@AnalyzeClasses(packages = "io.github.gru4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.gru4j.";

    @ArchTest
    static final ArchRule LAYER_KNOWS_NO_OTHER_ROOM =
            room("layer").should().onlyDependOnClassesThat(isOursOnlyIn("layer"));

    @ArchTest
    static final ArchRule DATASETS_KNOW_NO_MODEL =
            room("datasets").should().onlyDependOnClassesThat(isOursOnlyIn("datasets"));

    @ArchTest
    static final ArchRule NETWORKS_KNOW_NO_DATA_SET =
            room("networks").should().onlyDependOnClassesThat(isOursOnlyIn("networks", "layer"));

    @ArchTest
    static final ArchRule EXPERIMENTS_DO_NOT_KNOW_WHO_RUNS_THEM = room("experiments")
            .should()
            .onlyDependOnClassesThat(isOursOnlyIn("experiments", "networks", "datasets", "layer"));

    @ArchTest
    static final ArchRule SAMPLES_USE_WHAT_USERS_USE =
            room("samples").should().onlyDependOnClassesThat(isOursOnlyIn("samples", "networks", "datasets", "layer"));

    @ArchTest
    static final ArchRule DATASETS_USE_NO_NETWORK_CLASSES_OF_DL4J = noClasses()
            .that()
            .resideInAPackage(ROOT + "datasets..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.deeplearning4j.nn..");

    @ArchTest
    static final ArchRule IMPORTERS_KNOW_THE_LAYER_ALONE =
            room("importer").should().onlyDependOnClassesThat(isOursOnlyIn("importer", "layer"));

    /** Beside the layer's own room, what stands for layers of Keras that DL4J does not have. */
    @ArchTest
    static final ArchRule ONLY_LAYERS_TOUCH_DL4J_LAYERS = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "layer..", ROOT + "importer.keras..", ROOT + "importer.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.deeplearning4j.nn.layers..");

    @ArchTest
    static final ArchRule INTERNAL_STAYS_IN_ITS_ROOM = classes()
            .should(new ArchCondition<>("leave other rooms' internals alone") {
                @Override
                public void check(JavaClass user, ConditionEvents events) {
                    user.getDirectDependenciesFromSelf().stream()
                            .filter(d -> isInternalOfAnotherRoom(user, d.getTargetClass()))
                            .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    private static GivenClassesConjunction room(String name) {
        return classes().that().resideInAPackage(ROOT + name + "..");
    }

    /** True of every class outside the project, and of the project's in the rooms named. */
    private static DescribedPredicate<JavaClass> isOursOnlyIn(String... rooms) {
        DescribedPredicate<JavaClass> allowed = resideOutsideOfPackage(ROOT + ".");
        for (String room : rooms) {
            allowed = allowed.or(resideInAPackage(ROOT + room + ".."));
        }
        return allowed.as("are in " + String.join(", ", rooms) + " or not gru4j's");
    }

    private static boolean isInternalOfAnotherRoom(JavaClass user, JavaClass used) {
        return used.getPackageName().startsWith(ROOT)
                && used.getPackageName().contains(".internal")
                && !room(user).equals(room(used));
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
    }
}
