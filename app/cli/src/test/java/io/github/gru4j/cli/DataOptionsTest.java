package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Option;

/** Options of data of the user's own: each for its kinds alone, and none ignored. */
class DataOptionsTest {

    @TempDir
    static Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeFiles() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "time,price\n1,2\n2,3\n");
        Files.writeString(folder.resolve("notes"), "once upon a time\n");
        Files.createDirectory(folder.resolve("d"));
        Files.write(folder.resolve("images"), new byte[] {0, 0, 8, 3, 0, 0, 0, 0});
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                Arguments.of("--horizon 3", "--horizon is an option for data of your own: --data is missing"),
                Arguments.of("--kind text", "--kind is an option for data of your own: --data is missing"),
                Arguments.of(
                        "--data a.csv --kind text --horizon 3",
                        "--horizon is an option of --kind series; these data are of --kind text"),
                Arguments.of(
                        "--data a.csv --kind series --target price --text-column b",
                        "--text-column is an option of --kind text and words; these data are of --kind series"),
                Arguments.of(
                        "--data a.csv --target price --label-first",
                        "it is open what a.csv is: give --kind text, words, series or sequences"),
                Arguments.of("--data a.csv", "it is open what a.csv is: give --kind text, words, series or sequences"),
                Arguments.of("--data d", "it is open what d is: give --kind text, words or sequences"),
                Arguments.of("--data a.csv --stride 2", "--kind series needs --target"),
                Arguments.of("--data a.csv --kind film", "unknown value \"film\"; valid are: text, words, series"),
                Arguments.of("--data a.csv --kind sequences", "--label-column, --label-first, --label-last"),
                Arguments.of("--data a.csv --kind sequences --label-first --label-last", "found 2"),
                Arguments.of("--data a.csv --label-first --missing mask", "valid are: refuse, carry-forward, zero"),
                Arguments.of("--data a.csv --target price --missing zero", "valid are: refuse, drop, interpolate"),
                Arguments.of("--data a.csv --target price --outliers 3", "expected iqr: or sd: and a number"),
                Arguments.of("--data a.csv --target price --outliers sd:0", "expected a number above 0"),
                Arguments.of("--data a.csv --target price --metric mse", "valid are: rmse, mae"),
                Arguments.of("--data a.csv --target price --split 0.5", "--split takes 2 numbers"),
                Arguments.of("--data a.csv --target price --split-rows 1,2", "--split-rows takes 3 numbers"),
                Arguments.of("--data a.csv --target price --split 0.7,0.3", "shares of rows must each be above 0"),
                Arguments.of(
                        "--data a.csv --target price --split 0.7,0.2 --split-rows 1,2,3",
                        "--split and --split-rows exclude each other"),
                Arguments.of(
                        "--data a.csv --kind sequences --label-first --forecast --class-weights",
                        "--class-weights and --forecast exclude each other"),
                Arguments.of(
                        "--data a.csv --target price --gaps fill --time-column time",
                        "forward, or mask them; see gru4j"),
                Arguments.of("--data a.csv --target price --window 0", "window must be 1 to 1000000, but is 0"),
                Arguments.of("--data a.csv --target price --delimiter xy", "--delimiter is \"xy\""),
                Arguments.of("--data a.csv --target price --max-train 0", "--max-train is 0"),
                Arguments.of(
                        "--data a.csv --target price --charset latin-99", "unknown charset \"latin-99\"; for instance"),
                Arguments.of(
                        "--data a.csv --target price --time-column time --time-pattern bad{",
                        "\"bad{\" is no pattern of a time: Unknown pattern letter: b; see gru4j"),
                Arguments.of("--data a.csv --target price --time-pattern yyyy", "needs a time column: name it; see"),
                Arguments.of("--data a.csv --target price --delimiter \"", "Columns cannot be separated by \""),
                Arguments.of("--data a.csv --kind text --delimiter \"", "choose another delimiter, or no quotes"),
                Arguments.of("--data a.csv --target price --relative --features time", "need the targets among"),
                Arguments.of(
                        "--data a.csv --target price --outliers sd:1" + "0".repeat(400), "expected a number above 0"),
                Arguments.of("--data a.csv --kind text --max-length 0", "The longest text is 0; it must be at least 1"),
                Arguments.of(
                        "--data a.csv --label-last --features-per-step 0", "A step has 0 features; give at least 1"),
                Arguments.of("--data a.csv --label-blocks 0", "The blocks of labels have a length of 0; give"),
                Arguments.of("--data images --labels-file l --labels a,a", "A label is there twice: [a, a]; see"),
                Arguments.of("--data a.csv --target price --test-data ./a.csv", "--data and --test-data are the same,"),
                Arguments.of(
                        "--data a.csv --kind text --validation-data a.csv",
                        "--data and --validation-data are the same,"),
                Arguments.of("--data a.csv --label-last --test-data a.csv", "--data and --test-data are the same,"),
                Arguments.of(
                        "--data notes --kind language-model --validation-data a.csv --test-data a.csv",
                        "--validation-data and --test-data are the same,"),
                Arguments.of(
                        "--data images --labels-file l --test-data images --test-labels m",
                        "--data and --test-data are"),
                Arguments.of("--data images", "--kind images needs --labels-file"),
                Arguments.of("--data images --labels-file l --test-data t", "need each other"),
                Arguments.of("--data images --labels-file l --validation-images 5", "needs --test-data"),
                Arguments.of("--data notes --tokens letters", "valid are: characters, words"),
                Arguments.of(
                        "--data notes --kind language-model --window 4 --stride 8",
                        "The stride is 8 and the window 4"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongUsage")
    void wrongUsageIsALineBeforeAnythingIsRead(String arguments, String line) {
        for (String command : new String[] {"compare --seeds 1", "data describe"}) {
            err.getBuffer().setLength(0);
            assertThat(run(command + " " + arguments)).as(arguments).isEqualTo(ExitCodes.USAGE);
            assertThat(err.toString().lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("gru4j: ")
                    .contains(line);
            assertThat(out.toString()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatExcludesEachOther(String arguments, String line) {
        assertThat(run("compare --data a.csv --target price " + arguments)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(line);
    }

    static Stream<Arguments> whatExcludesEachOther() {
        return Stream.of(
                Arguments.of("--tasks text", "--tasks and --data exclude each other"),
                Arguments.of("--quick", "--quick is for the tasks that need no file"),
                Arguments.of("--dropout 1", "expected a dropout from 0 to below 1"),
                Arguments.of("--embedding 0", "expected embedding of at least 1"),
                Arguments.of("--epochs 0", "expected epochs of at least 1"),
                Arguments.of(
                        "--schedule linear", "valid are: constant, step, exponential, polynomial, cosine, one-cycle"));
    }

    @Test
    void quickHasSettingsOfItsOwn() {
        assertThat(run("compare --quick --hidden 3")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--quick has settings of its own");
    }

    @Test
    void anEmbeddingIsForTokens() {
        assertThat(run("compare --tasks series,digits --embedding 3")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--embedding is for tokens");
    }

    /** A kind that is added somewhere must be looked at here: an option without kinds is for all of them. */
    @Test
    void everyOptionOfAKindSaysItsKinds() {
        for (Class<?> group :
                List.of(TextArguments.class, SeriesArguments.class, SequenceArguments.class, ImageArguments.class)) {
            assertThat(Arrays.stream(group.getDeclaredFields()).filter(DataOptionsTest::isOption))
                    .isNotEmpty()
                    .allMatch(field -> field.isAnnotationPresent(ForKinds.class));
        }
        assertThat(Arrays.stream(FileArguments.class.getDeclaredFields())
                        .filter(DataOptionsTest::isOption)
                        .filter(field -> !field.isAnnotationPresent(ForKinds.class)))
                .extracting(Field::getName)
                .containsExactly("test");
    }

    private static boolean isOption(Field field) {
        return field.isAnnotationPresent(Option.class);
    }

    /** File names are those in the folder. */
    private int run(String arguments) {
        String[] args = Arrays.stream(arguments.split(" "))
                .map(arg ->
                        Files.exists(folder.resolve(arg)) ? folder.resolve(arg).toString() : arg)
                .toArray(String[]::new);
        int code = Gru4j.run(new PrintWriter(out), new PrintWriter(err), args);
        String said = err.toString().replace(folder + "/", "");
        err.getBuffer().setLength(0);
        err.append(said);
        return code;
    }
}
