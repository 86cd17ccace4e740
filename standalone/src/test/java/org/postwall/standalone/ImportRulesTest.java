package org.postwall.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Holds the code to the import rules of DESIGN: who may know whom. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportRulesTest {
    /** The packages of the server that are features; each new feature gets its name here. */
    private static final List<String> FEATURES = List.of("wall", "outbox", "broadcast");

    private static JavaClasses code;

    @BeforeAll
    static void read_all_classes() {
        code = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.postwall");
    }

    @Test
    void server_and_bot_never_import_each_other() {
        noClasses()
                .that()
                .resideInAPackage("org.postwall.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.postwall.bot..", "org.postwall.simulator..", "org.postwall.standalone..")
                .check(code);
        noClasses()
                .that()
                .resideInAPackage("org.postwall.bot..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.postwall.server..", "org.postwall.simulator..", "org.postwall.standalone..")
                .check(code);
    }

    @Test
    void telegram_and_simulator_import_nothing_of_ours() {
        for (String module : List.of("telegram", "simulator")) {
            String own = "org.postwall." + module + "..";
            noClasses()
                    .that()
                    .resideInAPackage(own)
                    .should()
                    .dependOnClassesThat(inPostwallBut(own))
                    .check(code);
        }
    }

    @Test
    void a_feature_never_imports_another_feature_nor_platform_a_feature() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new FeatureSlices())
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(code);
        for (String feature : FEATURES) {
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "org.postwall.server.http..",
                            "org.postwall.server.store..",
                            "org.postwall.server.jobs..",
                            "org.postwall.server.security..",
                            "org.postwall.server.health..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.postwall.server." + feature + "..")
                    .check(code);
        }
    }

    @Test
    void only_stores_know_the_database_clients() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.postwall.server.store..", "org.postwall.telegram.redis..")
                .and()
                .haveNameNotMatching(".*\\.(Mongo|Redis)[A-Z]\\w*(\\$.*)?")
                .and()
                .doNotHaveFullyQualifiedName("org.postwall.server.App")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "io.vertx.ext.mongo..", "io.vertx.redis..", "org.bson..")
                .check(code);
    }

    @Test
    void the_environment_is_read_in_Main_only() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(code);
    }

    @Test
    void no_package_is_a_drawer_for_everything() {
        classes()
                .should()
                .resideOutsideOfPackages("..common..", "..util..", "..model..", "..helper..")
                .check(code);
    }

    private static DescribedPredicate<JavaClass> inPostwallBut(String own) {
        return JavaClass.Predicates.resideInAPackage("org.postwall..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(own)));
    }

    /** Each feature is a slice; everything else belongs to none. */
    private static final class FeatureSlices implements com.tngtech.archunit.library.dependencies.SliceAssignment {
        @Override
        public com.tngtech.archunit.library.dependencies.SliceIdentifier getIdentifierOf(JavaClass type) {
            return FEATURES.stream()
                    .filter(feature ->
                            type.getPackageName().matches("org\\.postwall\\.server\\." + feature + "(\\..*)?"))
                    .findFirst()
                    .map(com.tngtech.archunit.library.dependencies.SliceIdentifier::of)
                    .orElseGet(com.tngtech.archunit.library.dependencies.SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "features of the server";
        }
    }
}
