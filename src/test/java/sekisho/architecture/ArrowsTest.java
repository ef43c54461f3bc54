package sekisho.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.journal.Journal;
import sekisho.journal.Vault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The map of the packages, held by a test: who may see whom.
class ArrowsTest {
    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("sekisho");

    @ParameterizedTest(name = "{0} sees only: {1}")
    @CsvSource({
        "site, ''",
        "journal, site",
        "correlation, site",
        "alarm, site",
        "config, site",
        "sensor, site config",
        "edge, site sensor.usb sensor.noise",
        "ledger, site journal",
        "account, site journal",
        "snapshot, site journal correlation",
        "retention, site journal",
        "words, site",
        "app.config, site config sensor witness",
        "witness, site journal",
        "simulation, site journal sensor edge",
        "audit, site journal ledger correlation witness",
        "web, site journal ledger alarm account words retention",
    })
    void anObservationTravelsOneWay(String who, String allowed) {
        List<String> seen = new ArrayList<>(List.of("sekisho." + who + ".."));
        for (String one : allowed.split(" ")) {
            if (!one.isEmpty()) {
                seen.add("sekisho." + one + "..");
            }
        }
        classes()
                .that()
                .resideInAPackage("sekisho." + who + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackages("sekisho..")
                                .or(resideInAnyPackage(seen.toArray(String[]::new))))
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void thePureHalfAsksNobody() {
        classes()
                .that()
                .resideInAnyPackage("sekisho.correlation..", "sekisho.alarm..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "sekisho.correlation..",
                                "sekisho.alarm..",
                                "sekisho.site",
                                "java.lang..",
                                "java.util",
                                "java.util.function..",
                                "java.util.stream..",
                                "java.time..",
                                "org.jspecify.."))
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void thePureHalfHasNoClockAndNoDice() {
        noClasses()
                .that()
                .resideInAnyPackage("sekisho.correlation..", "sekisho.alarm..", "sekisho.site..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.UUID")
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @ParameterizedTest(name = "{0} lives in {1}")
    @CsvSource({
        "com.fazecast.., sekisho.sensor.line..",
        "com.google.re2j.., sekisho.sensor.mapping..",
        "org.usb4java.., sekisho.sensor.usb..",
        "org.sqlite.., sekisho.ledger..",
        "java.sql.., sekisho.ledger..",
        "org.yaml.., sekisho.config..",
        "picocli.., sekisho.app..",
        "de.siegmar.., sekisho.web.. sekisho.sensor.feed.file..",
        "com.fasterxml.., sekisho.site.json..",
    })
    void eachLibraryHasOneHome(String library, String home) {
        noClasses()
                .that()
                .resideOutsideOfPackages(home.split(" "))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void vertxStaysAtTheRim() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "sekisho.web..", "sekisho.edge..", "sekisho.app..", "sekisho.sensor.feed..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void nothingPersonalGetsPastTheVault() {
        noClasses()
                .that()
                .resideOutsideOfPackage("sekisho.journal")
                .and()
                .doNotHaveSimpleName("BenchCommand")
                .should()
                .callMethod(Journal.class, "open", Path.class)
                .orShould()
                .callMethod(Journal.class, "open", Path.class, long.class)
                .orShould()
                .accessField(Vault.class, "NONE")
                .check(PRODUCT);
    }

    @Test
    void oneProtocolNeverSeesAnother() {
        slices().matching("sekisho.sensor.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        alwaysTrue(),
                        resideInAnyPackage(
                                "sekisho.sensor",
                                "sekisho.sensor.line",
                                "sekisho.sensor.mapping",
                                "sekisho.sensor.noise"))
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void nothingGoesRound() {
        slices().matching("sekisho.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }
}
