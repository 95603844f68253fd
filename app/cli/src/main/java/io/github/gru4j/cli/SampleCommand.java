package io.github.gru4j.cli;

import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.samples.Sample;
import io.github.gru4j.samples.Samples;
import io.github.gru4j.samples.UsageException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a sample as its own {@code main} does. */
@Command(
        name = "sample",
        description = {
            "Run one of the programs that GRU tutorials teach. Each is one short file of app/samples, to be read and copied.",
            ""
        },
        sortOptions = false)
final class SampleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "Which: ${COMPLETION-CANDIDATES}.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATH",
            description = "The file or folder of a sample that takes one: see --list.")
    private String path;

    @Option(names = "--quick", description = "At a size that takes seconds.")
    private boolean quick;

    @Option(names = "--list", description = "List the samples, and do nothing else.")
    private boolean list;

    @Override
    public Integer call() throws Exception {
        if (list) {
            list(spec.commandLine().getOut());
            return ExitCodes.DONE;
        }
        Sample sample = find();
        var arguments = new ArrayList<String>();
        if (quick) {
            arguments.add("--quick");
        }
        if (path != null) {
            arguments.add(path);
        }
        // Samples print as programs of their own do; their text is in many languages, and a terminal's encoding may be
        // ASCII.
        var before = System.out;
        var out = new PrintStream(before, true, StandardCharsets.UTF_8);
        System.setOut(out);
        try {
            sample.main().run(arguments.toArray(String[]::new));
        } catch (UsageException e) {
            throw new ParameterException(spec.commandLine(), sample.name() + ": " + e.getMessage(), e);
        } finally {
            out.flush();
            System.setOut(before);
        }
        return ExitCodes.DONE;
    }

    private Sample find() {
        List<String> names = new Names().names();
        if (name == null) {
            throw new ParameterException(spec.commandLine(), "no sample named; valid are: " + String.join(", ", names));
        }
        return Samples.all().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), ExperimentPlan.unknown("sample", name, names)));
    }

    private static void list(PrintWriter out) {
        List<String> calls = Samples.all().stream()
                .map(sample -> (sample.name() + " " + sample.path()).strip())
                .toList();
        int width = calls.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < calls.size(); i++) {
            out.printf(
                    "%-" + width + "s  %s%n", calls.get(i), Samples.all().get(i).shows());
        }
    }

    /** Of the samples there are. */
    static final class Names implements Iterable<String> {

        List<String> names() {
            return Samples.all().stream().map(Sample::name).toList();
        }

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
