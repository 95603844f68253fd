package io.github.gru4j.cli;

import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.SkippedTask;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tasks that are compared together, from a readable file.
 *
 * <pre>
 * title: What it is
 * cells: [gru, lstm]
 * match: [width, parameters]
 * tasks:
 *   - task: text                # one that needs no file
 *     epochs: 6                 # and any option of training
 *   - data: prices.csv          # or data, with any option of data
 *     target: price
 * </pre>
 *
 * @param title for people
 * @param cells of tasks that name none
 * @param matches what cells have in common
 * @param tasks at least one
 */
record Suite(String title, List<String> cells, List<Match> matches, List<Entry> tasks) {

    /** Those that come along. */
    static final List<String> NAMES = List.of("embedded", "real");

    private static final int MOST_SUGGESTIONS = 2;

    private static final List<String> KEYS = List.of("title", "cells", "match", "tasks");

    /**
     * A task of a suite.
     *
     * @param line where it begins
     * @param arguments as on the command line; paths are as in the file
     */
    record Entry(int line, List<String> arguments) {

        /** With paths below a folder. */
        List<String> below(Path root) {
            CommandSpec options = TaskArguments.options();
            List<String> resolved = new ArrayList<>();
            for (String argument : arguments) {
                String before = resolved.isEmpty() ? "" : resolved.get(resolved.size() - 1);
                resolved.add(
                        isPath(options.findOption(before))
                                ? root.resolve(argument).toString()
                                : argument);
            }
            return resolved;
        }

        private static boolean isPath(OptionSpec option) {
            return option != null && option.type() == Path.class;
        }

        /** Why it cannot be had below a folder; empty if it can. */
        Optional<SkippedTask> skipped(Path root) {
            CommandSpec options = TaskArguments.options();
            List<String> resolved = below(root);
            for (int i = 1; i < resolved.size(); i++) {
                if (isPath(options.findOption(resolved.get(i - 1))) && !Files.exists(Path.of(resolved.get(i)))) {
                    String where = root.toString().isEmpty() ? "this folder" : root.toString();
                    return Optional.of(new SkippedTask(name(), "there is no " + arguments.get(i) + " in " + where));
                }
            }
            return Optional.empty();
        }

        /** As the task would be called, as far as can be said without its data: by the file's name without its end. */
        private String name() {
            int name = arguments.indexOf("--task-name");
            if (name >= 0) {
                return arguments.get(name + 1);
            }
            String data = Path.of(arguments.get(arguments.indexOf("--data") + 1))
                    .getFileName()
                    .toString();
            int end = data.lastIndexOf('.');
            return end > 0 ? data.substring(0, end) : data;
        }
    }

    /**
     * Reads one that comes along, or a file.
     *
     * @param name one of {@link #NAMES}, or a path
     * @throws Yaml.Defect if something in it is wrong, with the line
     */
    static Suite read(String name) throws IOException {
        Path file = Path.of(name);
        if (NAMES.contains(name)) {
            try (InputStream in = Suite.class.getResourceAsStream("suites/" + name + ".yaml")) {
                return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        if (!Files.isRegularFile(file)) {
            throw new Yaml.Defect(0, "there is no such file; suites that come along are: " + String.join(", ", NAMES));
        }
        return of(Files.readString(file));
    }

    static Suite of(String document) throws IOException {
        Yaml file = Yaml.read(document);
        Map<String, Yaml> fields = fields(file, "a map of " + String.join(", ", KEYS));
        for (Map.Entry<String, Yaml> field : fields.entrySet()) {
            if (!KEYS.contains(field.getKey())) {
                throw new Yaml.Defect(field.getValue().line(), ExperimentPlan.unknown("key", field.getKey(), KEYS));
            }
        }
        Yaml tasks = fields.get("tasks");
        if (tasks == null || tasks.items() == null || tasks.items().isEmpty()) {
            throw new Yaml.Defect(file.line(), "expected a list of tasks under the key tasks");
        }
        List<Entry> entries = new ArrayList<>();
        for (Yaml task : tasks.items()) {
            entries.add(entry(task));
        }
        return new Suite(
                fields.containsKey("title") ? fields.get("title").commaSeparated("title") : "",
                cells(fields.get("cells")),
                matches(fields.get("match")),
                entries);
    }

    private static Map<String, Yaml> fields(Yaml value, String what) throws Yaml.Defect {
        if (value.fields() == null) {
            throw new Yaml.Defect(value.line(), "expected " + what);
        }
        return value.fields();
    }

    private static List<String> cells(Yaml cells) throws Yaml.Defect {
        if (cells == null) {
            return List.of(CellType.GRU.id(), CellType.LSTM.id());
        }
        List<String> valid = new CompareCommand.CellNames().names();
        for (String cell : cells.texts("cells")) {
            if (!valid.contains(cell)) {
                throw new Yaml.Defect(cells.line(), ExperimentPlan.unknown("cell", cell, valid));
            }
        }
        return cells.texts("cells");
    }

    private static List<Match> matches(Yaml matches) throws Yaml.Defect {
        List<Match> found = new ArrayList<>();
        for (String id : matches == null ? List.of(Match.WIDTH.id()) : matches.texts("match")) {
            int line = matches == null ? 0 : matches.line();
            found.add(Match.of(id)
                    .orElseThrow(() -> new Yaml.Defect(line, ExperimentPlan.unknown("match", id, Match.ids()))));
        }
        return found;
    }

    private static Entry entry(Yaml task) throws Yaml.Defect {
        CommandSpec options = TaskArguments.options();
        List<String> arguments = new ArrayList<>();
        for (Map.Entry<String, Yaml> field : fields(task, "a map with task or data, and options by their names")
                .entrySet()) {
            String name = "--" + field.getKey();
            String value = field.getValue().commaSeparated(field.getKey());
            OptionSpec option = options.findOption(name);
            if (option == null || option.arity().max() > 0) {
                arguments.addAll(List.of(name, value));
            } else if (flag(field.getKey(), field.getValue())) {
                arguments.add(name);
            }
            if (option == null) {
                throw unknown(field.getKey(), field.getValue().line(), arguments);
            }
        }
        var entry = new Entry(task.line(), List.copyOf(arguments));
        check(entry);
        return entry;
    }

    private static boolean flag(String name, Yaml value) throws Yaml.Defect {
        if (!List.of("true", "false").contains(value.text())) {
            throw new Yaml.Defect(value.line(), "expected true or false for " + name + ", found " + value.text());
        }
        return value.text().equals("true");
    }

    private static Yaml.Defect unknown(String key, int line, List<String> arguments) {
        try {
            TaskArguments.parse(arguments);
            throw new AssertionError(key);
        } catch (UnmatchedArgumentException e) {
            List<String> near = e.getSuggestions().stream()
                    .map(option -> option.substring(2))
                    .sorted(Comparator.comparingInt(option -> changes(key, option)))
                    .limit(MOST_SUGGESTIONS)
                    .toList();
            return new Yaml.Defect(
                    line,
                    "unknown key \"%s\"; %s"
                            .formatted(
                                    key,
                                    near.isEmpty()
                                            ? "valid are task, data, cells, and options of data and training"
                                            : "did you mean " + String.join(" or ", near) + "?"));
        } catch (ParameterException e) {
            return new Yaml.Defect(line, e.getMessage());
        }
    }

    /** Letters to be changed, left out or put in (Levenshtein's distance). */
    private static int changes(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    /** As far as can be said without the data. */
    private static void check(Entry entry) throws Yaml.Defect {
        try {
            TaskArguments parsed = TaskArguments.parse(entry.arguments());
            boolean data = entry.arguments().contains("--data");
            if (parsed.task().isPresent() == data) {
                throw new Yaml.Defect(entry.line(), "expected either task or data");
            }
            if (!data) {
                // Which has no use for options of data.
                parsed.data();
            }
        } catch (ParameterException e) {
            throw new Yaml.Defect(entry.line(), e.getMessage());
        }
    }
}
