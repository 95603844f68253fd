package io.github.gru4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The command, on sizes that say nothing about speed. */
class BenchTest {

    private static final String[] SMALL = {"--shapes", "3,2,4,5", "1,2,4,1", "--seconds", "0.01"};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everybodyAgreesAndHasARow(@TempDir Path folder) throws IOException {
        var file = folder.resolve("rows.json");

        assertThat(run(OwnJvm::start, Peers.all(), "--out", file.toString()))
                .as(err.toString())
                .isEqualTo(Bench.DONE);

        var rows = new ObjectMapper().readTree(file.toFile());
        for (var task : List.of(
                List.of("infer", "3,2,4,5"),
                List.of("train", "3,2,4,5"),
                List.of("fit", "3,2,4,5"),
                List.of("step", "1,2,4,1"))) {
            var kind = Kind.valueOf(task.get(0).toUpperCase(Locale.ROOT));
            var expected = Peers.all().stream()
                    .filter(peer -> peer.can(new Task(task.get(0), kind, Shape.parse(task.get(1)), Lengths.FULL)))
                    .map(Peer::name)
                    .filter(name -> !err.toString().contains(name + " is left out"))
                    .toList();
            assertThat(who(rows, task.get(0), task.get(1)))
                    .containsExactlyElementsOf(expected)
                    .contains("gru4j", "gru4j-nd4j", "dl4j-lstm", "dl4j-simplernn");
        }
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.fieldNames())
                    .toIterable()
                    .containsExactly("shape", "what", "who", "medianMs", "ratioToOurs");
            assertThat(row.get("medianMs").asDouble()).isPositive();
            assertThat(row.get("ratioToOurs").asDouble()).isPositive();
        });
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
        assertThat(out.toString()).contains("infer at 3,2,4,5", "x ours", "step at 1,2,4,1", " us ");
        assertThat(err.toString())
                .contains("[1 of 4] infer at 3,2,4,5: checking", "measuring")
                .doesNotContain("WRONG");
    }

    @Test
    void ratiosAreByTheTimeOfOurs(@TempDir Path folder) throws IOException {
        var file = folder.resolve("rows.json");

        assertThat(run(Peers.all(), "--what", "infer", "--peers", "dl4j-simplernn", "--out", file.toString()))
                .isEqualTo(Bench.DONE);

        var rows = new ObjectMapper().readTree(file.toFile());
        assertThat(who(rows, "infer", "3,2,4,5")).containsExactly("gru4j", "dl4j-simplernn");
        assertThat(rows.get(0).get("ratioToOurs").asDouble()).isEqualTo(1);
        assertThat(rows.get(1).get("ratioToOurs").asDouble())
                .isCloseTo(
                        rows.get(1).get("medianMs").asDouble()
                                / rows.get(0).get("medianMs").asDouble(),
                        withinPercentage(1e-9));
    }

    @Test
    void sequencesOfDifferentLengthsStandBesideFullOnes() {
        assertThat(run(Peers.all(), "--what", "ragged")).isEqualTo(Bench.DONE);

        assertThat(out.toString())
                .contains("x full", "train-full gru4j", "train-ragged gru4j-nd4j", "infer-ragged-sorted gru4j");
    }

    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                Arguments.of("infer", "states", 0, "the array of states differs by 2.0e-03, allowed is 1e-04"),
                Arguments.of("train", "RW", 1, "the gradient of RW differs by"),
                Arguments.of("train", "input", 2, "the gradient of input differs by"),
                Arguments.of("fit", "update", 1, "the gradient of update differs by"));
    }

    @ParameterizedTest
    @MethodSource("wrongAnswers")
    void whoIsWrongIsReportedAndGetsNoRow(String what, String array, int element, String reason, @TempDir Path folder)
            throws IOException {
        var file = folder.resolve("rows.json");
        var wrong = new FakePeer("fast-but-wrong", answer -> add(answer.get(array), element, 1e-3));

        assertThat(run(List.of(Dl4jPeer.ours(), wrong), "--what", what, "--out", file.toString()))
                .isEqualTo(Bench.WRONG);

        assertThat(err.toString()).contains("WRONG, not measured: fast-but-wrong, " + what + " at 3,2,4,5: " + reason);
        assertThat(out.toString()).contains("gru4j").doesNotContain("fast-but-wrong");
        assertThat(who(new ObjectMapper().readTree(file.toFile()), what, "3,2,4,5"))
                .containsExactly("gru4j");
    }

    @Test
    void valuesThatAreNotFiniteAreWrong() {
        var wrong = new FakePeer("not-a-number", answer -> add(answer.get(Contestant.STATES), 0, Double.NaN));

        assertThat(run(List.of(Dl4jPeer.ours(), wrong), "--what", "infer")).isEqualTo(Bench.WRONG);
    }

    @Test
    void whoFailsIsReportedAndTheOthersGoOn() {
        var failing = new FakePeer("failing", answer -> {
            throw new IllegalStateException("no more memory");
        });

        assertThat(run(List.of(Dl4jPeer.ours(), failing), "--what", "infer")).isEqualTo(Bench.WRONG);
        assertThat(err.toString()).contains("failing, infer at 3,2,4,5: fails: no more memory");
        assertThat(out.toString()).contains("gru4j");
    }

    @Test
    void oursCanBeWrongToo(@TempDir Path folder) throws IOException {
        var file = folder.resolve("rows.json");
        var ours = new FakePeer("gru4j", answer -> add(answer.get(Contestant.STATES), 0, 1));

        assertThat(run(List.of(ours, Dl4jPeer.portable()), "--what", "infer", "--out", file.toString()))
                .isEqualTo(Bench.WRONG);

        var rows = new ObjectMapper().readTree(file.toFile());
        assertThat(who(rows, "infer", "3,2,4,5")).containsExactly("gru4j-nd4j");
        assertThat(rows.get(0).get("ratioToOurs").isNull()).isTrue();
    }

    @Test
    void whoDoesNotRunHereIsLeftOut() {
        var absent = new Peer() {
            @Override
            public String name() {
                return "libtorch";
            }

            @Override
            public boolean can(Task task) {
                return true;
            }

            @Override
            public void load() {
                throw new UnsatisfiedLinkError("no natives");
            }

            @Override
            public Contestant open(Batch batch) {
                throw new AssertionError("it does not run here");
            }
        };

        assertThat(run(List.of(Dl4jPeer.ours(), absent), "--what", "infer")).isEqualTo(Bench.DONE);
        assertThat(err.toString().lines())
                .first()
                .asString()
                .startsWith("libtorch is left out")
                .contains("no natives");
        assertThat(out.toString()).doesNotContain("libtorch");
    }

    @Test
    void shapesMayBeOneWord() {
        assertThat(run(List.of(Dl4jPeer.ours()), "--what", "infer", "--shapes", "3,2,4,5 2,2,3,4"))
                .as(err.toString())
                .isEqualTo(Bench.DONE);

        assertThat(out.toString()).contains("infer at 3,2,4,5", "infer at 2,2,3,4");
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                Arguments.of("--peers libtoch", "unknown peer \"libtoch\"; valid are: gru4j, gru4j-nd4j, dl4j-lstm"),
                Arguments.of("--what inference", "--what is \"inference\"; valid are: infer, train, fit, step, ragged"),
                Arguments.of("--shapes 1,2,3", "\"1,2,3\" is no shape; valid are four whole numbers above zero"),
                Arguments.of("--shapes 1,2,3,0", "\"1,2,3,0\" is no shape"),
                Arguments.of("--shapes 1,2,3,4 5,6", "\"5,6\" is no shape"),
                Arguments.of("--what step --shapes 1,2,3,4", "--what step needs a shape of one step, found: [1,2,3,4]"),
                Arguments.of("--what train --shapes 1,2,3,1", "--what train needs a shape of more than one step"),
                Arguments.of("--shapes", "--shapes"),
                Arguments.of("--seconds 0", "--seconds is 0.0; valid are numbers above zero"),
                Arguments.of("--seconds soon", "--seconds"),
                Arguments.of("--shape 1,2,3,4", "unknown: \"--shape\"; valid are: --shapes, --peers, --what"));
    }

    @ParameterizedTest(name = "gru4j bench {0}")
    @MethodSource("wrongUsage")
    void wrongUsageGetsOneLineAndExitCodeTwo(String arguments, String line) {
        assertThat(Bench.run(
                        Peers.all(),
                        LocalSeat::new,
                        new PrintWriter(out),
                        new PrintWriter(err),
                        arguments.split(" ", -1)))
                .isEqualTo(Bench.USAGE);

        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("gru4j: ")
                .contains(line);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsFoundOutFirst(@TempDir Path folder) {
        assertThat(run(Peers.all(), "--out", folder.toString())).isEqualTo(Bench.FAILED);
        assertThat(run(Peers.all(), "--out", folder.resolve("none/rows.json").toString()))
                .isEqualTo(Bench.FAILED);

        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("it is a directory", "takes no files");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpListsPeersAndDefaults() {
        assertThat(Bench.run(Peers.all(), LocalSeat::new, new PrintWriter(out), new PrintWriter(err), "--help"))
                .isEqualTo(Bench.DONE);

        assertThat(out.toString())
                .contains("Usage: gru4j bench", "dl4j-lstm", "libtorch", "onnxruntime", "onednn", "64,128,256,100");
    }

    private int run(List<Peer> known, String... more) {
        return run(LocalSeat::new, known, more);
    }

    private int run(Seat.Factory seats, List<Peer> known, String... more) {
        var arguments = Stream.concat(Stream.of(SMALL), Stream.of(more)).toArray(String[]::new);
        return Bench.run(known, seats, new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private static List<String> who(JsonNode rows, String what, String shape) {
        return Stream.iterate(0, i -> i < rows.size(), i -> i + 1)
                .map(rows::get)
                .filter(row -> row.get("what").asText().equals(what)
                        && row.get("shape").asText().equals(shape))
                .map(row -> row.get("who").asText())
                .toList();
    }

    /** To one element, a part of the largest; states are compared absolutely. */
    private static void add(INDArray array, int element, double part) {
        var index = new int[array.rank()];
        index[index.length - 1] = element;
        double largest = Math.max(array.amaxNumber().doubleValue(), array.rank() == 3 ? 1 : 0);
        array.putScalar(index, array.getDouble(index) + 2 * part * largest);
    }
}
