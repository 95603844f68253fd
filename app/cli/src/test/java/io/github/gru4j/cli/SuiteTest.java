package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suites as files; no data are read. */
class SuiteTest {

    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "real"})
    void thoseThatComeAlongAreRead(String name) throws IOException {
        Suite suite = Suite.read(name);
        assertThat(suite.title()).isNotBlank();
        assertThat(suite.cells()).contains("gru", "lstm");
        assertThat(suite.matches()).containsExactly(Match.WIDTH, Match.PARAMETERS, Match.TIME);
        assertThat(suite.tasks()).hasSizeGreaterThanOrEqualTo(3);
    }

    /** Whoever tries the README's lines and who runs the suite train the same. */
    /** It names them all, so that the file can be read without another. */
    @Test
    void theEmbeddedSuiteHasTheSettingsOfCompare() throws IOException {
        LoadedSuite suite = LoadedSuite.of(Suite.read("embedded"), Path.of(""), null, message -> {
            throw new AssertionError(message);
        });

        assertThat(suite.tasks().stream().collect(Collectors.toMap(ComparedTask::name, ComparedTask::settings)))
                .isEqualTo(EmbeddedSettings.FULL);
        List<String> named = List.of(
                "--hidden",
                "--layers",
                "--batch",
                "--optimiser",
                "--learning-rate",
                "--schedule",
                "--clip-norm",
                "--dropout",
                "--epochs",
                "--patience");
        assertThat(Suite.read("embedded").tasks())
                .allSatisfy(task -> assertThat(task.arguments()).containsAll(named));
    }

    @Test
    void theRealSuiteIsWhatTheReadmeLists() throws IOException {
        List<Map<String, String>> listed = Files.readString(Path.of("../../README.md"))
                .lines()
                .filter(line -> line.startsWith("./gru4j compare --data DATA/"))
                .map(line -> options(arguments(line.replace("./gru4j compare ", ""))))
                .toList();
        List<Map<String, String>> suite = Suite.read("real").tasks().stream()
                .map(task -> options(task.below(Path.of("DATA"))))
                .toList();
        assertThat(suite).hasSize(7).isEqualTo(listed);
    }

    private static List<String> arguments(String line) {
        List<String> arguments = new ArrayList<>();
        Matcher matcher = ARGUMENT.matcher(line);
        while (matcher.find()) {
            arguments.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return arguments;
    }

    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        String last = null;
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                last = argument;
                options.put(last, "");
            } else {
                options.put(last, argument);
            }
        }
        return options;
    }

    @Test
    void valuesAreThoseOfTheCommandLine() throws IOException {
        Suite suite = Suite.of("""
                # a comment
                cells: gru
                tasks:
                  - data: prices.csv
                    target: [price, volume]
                    header: false
                    all-steps: true
                    relative: false
                    learning-rate: 6e-3
                    delimiter: ","
                    unit: yes
                """);
        assertThat(suite.cells()).containsExactly("gru");
        assertThat(suite.matches()).containsExactly(Match.WIDTH);
        assertThat(suite.tasks()).singleElement().satisfies(task -> {
            assertThat(task.line()).isEqualTo(4);
            assertThat(task.below(Path.of("a")))
                    .containsExactly(
                            "--data",
                            Path.of("a/prices.csv").toString(),
                            "--target",
                            "price,volume",
                            "--header",
                            "false",
                            "--all-steps",
                            "--learning-rate",
                            "6e-3",
                            "--delimiter",
                            ",",
                            "--unit",
                            "yes");
        });
    }

    @Test
    void aTaskWhoseFilesAreNotThereIsSkipped() throws IOException {
        Files.writeString(folder.resolve("there.csv"), "a\n1\n");
        Suite suite = Suite.of("""
                tasks:
                  - data: there.csv
                  - data: below/gone.csv
                  - data: there.csv
                    test-data: gone.csv
                    task-name: mine
                  - task: text
                """);
        assertThat(suite.tasks())
                .extracting(task -> task.skipped(folder)
                        .map(skipped -> skipped.task() + ": " + skipped.why())
                        .orElse("there"))
                .containsExactly(
                        "there",
                        "gone: there is no below/gone.csv in " + folder,
                        "mine: there is no gone.csv in " + folder,
                        "there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|there is nothing in it",
                "tasks: []|line 1: expected a list of tasks under the key tasks",
                "- text|line 1: expected a map of title, cells, match, tasks",
                "task: text|line 1: unknown key \"task\"; valid are: title, cells, match, tasks",
                "cells: [gru, gre]\\ntasks: [{task: text}]|line 1: unknown cell \"gre\"; valid are: gru",
                "match: size\\ntasks: [{task: text}]|line 1: unknown match \"size\"; valid are: width, parameters, time",
                "tasks:\\n  - text|line 2: expected a map with task or data",
                "tasks:\\n  - data: a\\n    lable-column: b|line 3: unknown key \"lable-column\"; did you mean label-column",
                "tasks:\\n  - task: text\\n    zzz: b|line 3: unknown key \"zzz\"; valid are task, data, cells",
                "tasks:\\n  - hidden: 3|line 2: expected either task or data",
                "tasks:\\n  - task: text\\n    data: a|line 2: expected either task or data",
                "tasks:\\n  - task: text\\n    window: 3|line 2: --window is an option for data of your own",
                "tasks:\\n  - task: text\\n    hidden: many|line 2: Invalid value for option '--hidden'",
                "tasks:\\n  - data: a\\n    relative: yes|line 3: expected true or false for relative, found yes",
                "tasks:\\n  - data: a\\n    target: {b: c}|line 3: expected a text or a list of texts for target",
                "tasks:\\n  - data: a\\n    data: b|Duplicate field 'data'",
                "tasks: [|line",
            })
    void whatIsWrongIsToldWithItsLine(String document, String message) {
        assertThatThrownBy(() -> Suite.of(document.replace("\\n", "\n")))
                .isInstanceOf(Yaml.Defect.class)
                .hasMessageContaining(message);
    }
}
