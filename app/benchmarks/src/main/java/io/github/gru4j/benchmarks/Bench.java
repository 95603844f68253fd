package io.github.gru4j.benchmarks;

import io.github.gru4j.layer.kernel.GruKernels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code gru4j bench}. */
@Command(
        name = "gru4j bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure the GRU layer beside other libraries, from the same weights and input.",
            "",
            "The outputs are compared before anything is measured, and who is wrong is not measured. They take turns in "
                    + "one run, each in a JVM of its own. Times are medians; \"x ours\" is by the time of gru4j: above 1, gru4j is faster.",
            "",
            "All processors are used, unless OMP_NUM_THREADS says otherwise.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:somebody's outputs are wrong"})
public final class Bench implements Callable<Integer> {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int WRONG = 3;

    private static final List<Shape> SEQUENCES = List.of(
            new Shape(32, 28, 128, 28),
            new Shape(64, 128, 256, 100),
            new Shape(128, 32, 64, 200),
            new Shape(32, 128, 512, 50));

    private static final Shape STEP = new Shape(1, 64, 128, 1);

    private static final Shape SCALING = new Shape(32, 32, 64, 200);

    private final List<Peer> known;

    private final Seat.Factory seatFactory;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--shapes",
            paramLabel = "B,nIn,H,T",
            arity = "1..*",
            description =
                    "Shapes, separated by blanks: sequences, features per step, width of the state, steps. Shapes of "
                            + "one step are for \"step\", the others for the rest. By default 32,28,128,28 64,128,256,100 "
                            + "128,32,64,200 32,128,512,50 and, for \"step\", 1,64,128,1; for \"scaling\" 32,32,64,200.")
    private List<String> shapeTexts;

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = PeerNames.class,
            description =
                    "Whom to measure beside gru4j, separated by commas: ${COMPLETION-CANDIDATES}. All of them by default.")
    private List<String> names;

    @Option(
            names = "--what",
            split = ",",
            paramLabel = "WHAT",
            defaultValue = "infer,train,fit,step",
            description =
                    "What to measure, separated by commas. infer: the layer forward. train: the layer forward and back. "
                            + "fit: one minibatch through a network with an output layer. step: one step of rnnTimeStep. ragged: "
                            + "sequences of T/4 to T steps beside full ones. scaling: 200 to 1600 steps, 16 to 128 sequences. "
                            + "By default ${DEFAULT-VALUE}.")
    private List<String> what;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "2",
            description = "How long to measure each, after as long to warm up; 5 times at least. By default "
                    + "${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--out", paramLabel = "FILE.json", description = "Write the results to a file too.")
    private Path out;

    @Option(names = "--stacktrace", description = "When something fails, show where in the program.")
    private boolean stacktrace;

    Bench(List<Peer> known, Seat.Factory seatFactory) {
        this.known = known;
        this.seatFactory = seatFactory;
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(
                Peers.all(),
                OwnJvm::start,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    /**
     * Runs the command.
     *
     * @param known who can be measured; the first is ours
     * @param seats where they run
     * @param out where results go
     * @param err where progress and errors go
     * @return the exit code, see {@code --help}
     */
    static int run(List<Peer> known, Seat.Factory seats, PrintWriter out, PrintWriter err, String... args) {
        var bench = new Bench(known, seats);
        var command = new CommandLine(bench)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((e, all) -> bench.wrongUsage(e))
                .setExecutionExceptionHandler((e, failed, result) -> bench.failed(e));
        try {
            return command.execute(args);
        } catch (LinkageError e) {
            // picocli hands exceptions to its handler and lets errors through.
            return bench.failed(e);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private Shape shape(String text) {
        try {
            return Shape.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private int wrongUsage(ParameterException e) {
        var message = e.getMessage().lines().collect(Collectors.joining(" "));
        if (e instanceof UnmatchedArgumentException unmatched) {
            var options =
                    spec.options().stream().map(option -> option.longestName()).collect(Collectors.joining(", "));
            message = "unknown: \"" + unmatched.getUnmatched().get(0) + "\"; valid are: " + options;
        }
        err().println("gru4j: " + message + "; see gru4j bench --help");
        return USAGE;
    }

    private int failed(Throwable failure) {
        if (stacktrace) {
            failure.printStackTrace(err());
        }
        err().println("gru4j: " + Failure.line(failure) + (stacktrace ? "" : " (--stacktrace shows where)"));
        return FAILED;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    @Override
    public Integer call() throws Exception {
        var parts = parts();
        var peers = peers();
        if (!(seconds > 0)) {
            throw wrong("--seconds is " + seconds + "; valid are numbers above zero");
        }
        // Before anything slow is loaded.
        heats(parts, peers);
        var file = out == null ? null : new RowsFile(out);
        var stopped =
                new Thread(() -> err().println("\ngru4j: stopped" + (out == null ? "" : "; nothing is in " + out)));
        Runtime.getRuntime().addShutdownHook(stopped);
        var seats = new LinkedHashMap<Peer, Seat>();
        try {
            open(peers, seats);
            return measure(heats(parts, List.copyOf(seats.keySet())), seats, file);
        } finally {
            for (var seat : seats.values()) {
                seat.close();
            }
            Runtime.getRuntime().removeShutdownHook(stopped);
        }
    }

    private List<Part> parts() {
        for (var name : what) {
            if (!Part.ids().contains(name)) {
                throw wrong("--what is \"" + name + "\"; valid are: " + String.join(", ", Part.ids()));
            }
        }
        return distinct(what).stream()
                .map(name -> Part.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private List<Peer> peers() {
        if (names == null) {
            return known;
        }
        var valid = Peers.names(known);
        for (var name : names) {
            if (!valid.contains(name)) {
                throw wrong("unknown peer \"" + name + "\"; valid are: " + String.join(", ", valid));
            }
        }
        return known.stream()
                .filter(peer -> peer == known.get(0) || names.contains(peer.name()))
                .toList();
    }

    private List<Heat> heats(List<Part> parts, List<Peer> peers) {
        var heats = new ArrayList<Heat>();
        for (var part : parts) {
            var found = part.heats(shapes(part), peers);
            boolean byDefault = spec.commandLine()
                    .getParseResult()
                    .matchedOptionValue("--what", List.of())
                    .isEmpty();
            if (found.isEmpty() && !byDefault) {
                throw wrong("--what " + part.id() + " needs a shape of "
                        + (part == Part.STEP ? "one step" : "more than one step") + ", found: " + shapes(part));
            }
            heats.addAll(found);
        }
        return heats;
    }

    private List<Shape> shapes(Part part) {
        if (shapeTexts != null) {
            return distinct(shapeTexts.stream()
                    .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
                    .map(this::shape)
                    .toList());
        }
        return switch (part) {
            case STEP -> List.of(STEP);
            case SCALING -> List.of(SCALING);
            default -> SEQUENCES;
        };
    }

    /** Leaves out, and says so, who does not run on this platform. */
    private void open(List<Peer> peers, Map<Peer, Seat> seats) {
        for (var peer : peers) {
            try {
                seats.put(peer, seatFactory.open(peer));
            } catch (Exception | LinkageError e) {
                err().printf(
                                "%s is left out: it does not run on %s %s (%s)%n",
                                peer.name(),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Failure.line(e));
            }
        }
    }

    private int measure(List<Heat> heats, Map<Peer, Seat> seats, RowsFile file) throws IOException, RunnerException {
        var stdout = spec.commandLine().getOut();
        stdout.printf(
                "kernel of gru4j: %s; %d threads; Java %s; medians%n",
                GruKernels.choice(), Threads.count(), System.getProperty("java.version"));
        var rows = new ArrayList<Row>();
        var objections = new ArrayList<String>();
        for (int i = 0; i < heats.size(); i++) {
            var heat = heats.get(i);
            var progress = new Progress(err(), "[%d of %d] %s".formatted(i + 1, heats.size(), heat.title()));
            var race = new Race(heat.entries(), seats, Pace.ofSeconds(seconds), progress);
            var timings = RaceBenchmark.run(race);
            progress.done();
            race.objections().forEach(objection -> err().println("WRONG, not measured: " + objection));
            objections.addAll(race.objections());
            rows.addAll(Row.of(timings));
            stdout.println();
            ResultTable.lines(heat, timings).forEach(stdout::println);
        }
        if (file != null) {
            file.write(rows);
        }
        if (!objections.isEmpty()) {
            err().printf("gru4j: %d wrong, see above%n", objections.size());
        }
        return objections.isEmpty() ? DONE : WRONG;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static <T> List<T> distinct(Collection<T> all) {
        return List.copyOf(new LinkedHashSet<>(all));
    }

    /** The values of {@code --peers} that help lists. */
    static final class PeerNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Peers.names(Peers.all()).stream().skip(1).iterator();
        }
    }
}
