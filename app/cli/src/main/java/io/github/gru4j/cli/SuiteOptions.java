package io.github.gru4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which suite is compared. */
final class SuiteOptions {

    @Option(
            names = "--suite",
            paramLabel = "NAME|FILE",
            description =
                    "Tasks, settings, cells and matches from a YAML file, or one that comes along: embedded, which needs no "
                            + "file; real, the data of others that the README names.")
    private String suite;

    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            description =
                    "Folder below which a suite's paths are, by default where you are. Tasks whose files are not there are "
                            + "skipped.")
    private Path root;

    boolean given() {
        return suite != null;
    }

    void check(Function<String, ParameterException> wrong) {
        if (root != null && suite == null) {
            throw wrong.apply("--data-root is for the paths of a suite: --suite is missing");
        }
    }

    /**
     * The suite with its data; empty if none is asked for.
     *
     * @param cells in place of those of the suite; null for those
     */
    Optional<LoadedSuite> load(List<String> cells, Function<String, ParameterException> wrong) throws IOException {
        if (suite == null) {
            return Optional.empty();
        }
        Function<String, ParameterException> ofSuite =
                message -> wrong.apply("--suite " + suite + ": " + Terminal.sentence(message));
        try {
            return Optional.of(LoadedSuite.of(Suite.read(suite), root == null ? Path.of("") : root, cells, ofSuite));
        } catch (Yaml.Defect e) {
            throw ofSuite.apply(e.getMessage());
        }
    }
}
