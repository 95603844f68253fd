package io.github.gru4j.cli;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Data of the user's own, for every command that takes some: {@code --data} and the options of each kind. An option that is not
 * for the kind of the data is wrong usage, never ignored.
 */
final class DataOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @ArgGroup(validate = false, heading = "%nData of your own:%n")
    private General general = new General();

    @ArgGroup(validate = false, heading = "%nOptions of several kinds of data:%n")
    private FileArguments files = new FileArguments();

    @ArgGroup(validate = false, heading = "%nTexts (--kind text, words, language-model):%n")
    private TextArguments text = new TextArguments();

    @ArgGroup(validate = false, heading = "%nTime series in a CSV file with a header (--kind series):%n")
    private SeriesArguments series = new SeriesArguments();

    @ArgGroup(validate = false, heading = "%nSequences of numbers in text files (--kind sequences):%n")
    private SequenceArguments sequences = new SequenceArguments();

    @ArgGroup(validate = false, heading = "%nImages in IDX files (--kind images):%n")
    private ImageArguments images = new ImageArguments();

    /** Options that data of any kind has. */
    static final class General {

        @Option(
                names = "--data",
                paramLabel = "PATH",
                description = "File or folder; or the name of a data set that was fetched, see data list.")
        Path data;

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                converter = EnumNames.Kinds.class,
                completionCandidates = EnumNames.Kinds.class,
                description = "${COMPLETION-CANDIDATES}. Needed where files and options leave it open: text is read by "
                        + "characters, words by words.")
        DataKind kind;

        @Option(names = "--task-name", paramLabel = "NAME", description = "By default the file's name without its end.")
        String name;

        @Option(names = "--max-train", paramLabel = "N", description = "At most so many training sequences.")
        Integer maxTrain;
    }

    /** What was asked for, checked as far as options go; empty if no data are named. */
    Optional<UserData> chosen() {
        List<OptionSpec> given = given();
        if (general.data == null) {
            if (!given.isEmpty()) {
                throw wrong("%s is an option for data of your own: --data is missing"
                        .formatted(given.get(0).longestName()));
            }
            return Optional.empty();
        }
        if (general.maxTrain != null && general.maxTrain < 1) {
            throw wrong("--max-train is %d; valid are whole numbers from 1".formatted(general.maxTrain));
        }
        DataKind kind = general.kind != null ? general.kind : detected(given);
        for (OptionSpec option : given) {
            List<DataKind> kinds = kinds(option);
            if (!kinds.contains(kind)) {
                throw wrong("%s is an option of --kind %s; these data are of --kind %s"
                        .formatted(option.longestName(), ids(kinds, " and "), kind.id()));
            }
        }
        return Optional.of(
                new UserData(kind, general.maxTrain == null ? 0 : general.maxTrain, asUsage(() -> new UserDataLoader(
                                general, files, text, series, sequences, images, this::wrong)
                        .loader(kind))));
    }

    private DataKind detected(List<OptionSpec> given) {
        List<DataKind> possible = KindDetection.of(general.data);
        List<DataKind> left = possible.stream()
                .filter(kind -> given.stream().allMatch(option -> kinds(option).contains(kind)))
                .toList();
        if (left.size() == 1) {
            return left.get(0);
        }
        throw wrong("it is open what %s is: give --kind %s"
                .formatted(general.data, ids(left.isEmpty() ? possible : left, " or ")));
    }

    /** Builders say what is wrong with options, before any data is read. */
    private <T> T asUsage(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw wrong(e.getMessage());
        }
    }

    /** What is on the command line of ours, as given, each value after its option. */
    List<String> arguments() {
        var parsed = spec.commandLine().getParseResult();
        List<String> arguments = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            String name = option.longestName();
            if (!kinds(option).isEmpty() && parsed.hasMatchedOption(name)) {
                if (option.arity().max() == 0) {
                    arguments.add(name);
                } else {
                    parsed.matchedOption(name)
                            .originalStringValues()
                            .forEach(value -> arguments.addAll(List.of(name, value)));
                }
            }
        }
        return arguments;
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The options of ours, but for {@code --data}, that are on the command line, in the order of the help. */
    private List<OptionSpec> given() {
        var parsed = spec.commandLine().getParseResult();
        return spec.options().stream()
                .filter(option -> !kinds(option).isEmpty())
                .filter(option -> !option.longestName().equals("--data"))
                .filter(option -> parsed.hasMatchedOption(option.longestName()))
                .toList();
    }

    /** Empty for an option that is none of ours. */
    private static List<DataKind> kinds(ArgSpec option) {
        if (!(option.userObject() instanceof Field field) || !isOurs(field)) {
            return List.of();
        }
        ForKinds kinds = field.getAnnotation(ForKinds.class);
        return Arrays.asList(kinds == null ? DataKind.values() : kinds.value());
    }

    private static boolean isOurs(Field field) {
        return Arrays.stream(DataOptions.class.getDeclaredFields())
                .filter(group -> group.isAnnotationPresent(ArgGroup.class))
                .anyMatch(group -> group.getType() == field.getDeclaringClass());
    }

    private static String ids(List<DataKind> kinds, String last) {
        List<String> ids = kinds.stream().map(DataKind::id).toList();
        int end = ids.size() - 1;
        return end < 1
                ? String.join("", ids)
                : ids.subList(0, end).stream().collect(Collectors.joining(", ")) + last + ids.get(end);
    }
}
