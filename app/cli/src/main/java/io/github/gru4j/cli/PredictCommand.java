package io.github.gru4j.cli;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.experiments.AtomicFiles;
import io.github.gru4j.experiments.ModelBundle;
import io.github.gru4j.experiments.StepByStep;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.datavec.api.writable.Writable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers for sequences of a file or of standard input. */
@Command(
        name = "predict",
        description = {
            "Put sequences to a model that gru4j train made, and write its answers, one in each line.",
            "",
            "A line of FILE is a text; or a row of a series, below a header with the columns that the model reads: every row "
                    + "that ends a window has an answer; or all values of a sequence, or all pixels of an image.",
            ""
        },
        sortOptions = false)
final class PredictCommand implements Callable<Integer> {

    private static final int MOST_AT_ONCE = 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "A model that gru4j train made.")
    private Path model;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = InputLines.STANDARD_INPUT,
            description = "In UTF-8; - or nothing for standard input.")
    private String file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "csv or jsonl (an object of JSON in each line). By default ${DEFAULT-VALUE}.")
    private AnswerFormat format;

    @Option(names = "--out", paramLabel = "FILE", description = "Where answers go, in place of standard output.")
    private Path out;

    @Option(
            names = "--delimiter",
            paramLabel = "NAME",
            description =
                    "Between cells: comma, semicolon, tab, bar, blanks or a character. By default found in the first line.")
    private String delimiter;

    @Option(
            names = "--stream",
            description =
                    "Every line is the next step of one sequence, answered at once; an empty line begins another. Costs "
                            + "the same however long the sequence is. Not for bidirectional cells.")
    private boolean stream;

    @Override
    public Integer call() throws IOException {
        Character between = "blanks".equals(delimiter)
                ? Character.valueOf(' ')
                : Delimiters.character(delimiter, message -> new ParameterException(spec.commandLine(), message));
        if (out != null) {
            TargetFile.require(out, model);
        }
        ModelBundle bundle = ModelBundle.load(model);
        Pipeline pipeline = bundle.pipeline()
                .orElseThrow(() -> new IOException(model + ": this model has no pipeline: the sequences of its task, "
                        + bundle.task().name() + ", are drawn, and none are read from elsewhere"));
        if (stream) {
            Optional<String> refusal = StepByStep.refusal(bundle);
            if (refusal.isPresent()) {
                throw new IOException(model + " cannot answer step by step (--stream): " + refusal.get());
            }
        }
        try (InputLines lines = InputLines.of(file)) {
            if (out == null) {
                answer(bundle, pipeline, lines, between, spec.commandLine().getOut());
            } else {
                AtomicFiles.write(out, to -> {
                    var writer = new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
                    answer(bundle, pipeline, lines, between, writer);
                    writer.flush();
                    if (writer.checkError()) {
                        throw new IOException("cannot write " + out + ": no room, or the file system failed");
                    }
                });
            }
        }
        return ExitCodes.DONE;
    }

    private void answer(ModelBundle bundle, Pipeline pipeline, InputLines lines, Character between, PrintWriter to)
            throws IOException {
        var answers = new AnswerWriter(to, format, bundle.task().kind() == TaskKind.NEXT_TOKEN);
        var unknown = new UnknownTokens(pipeline);
        RawSequences sequences = RawSequences.of(pipeline, between);
        if (stream) {
            stepByStep(StepByStep.of(bundle), lines, sequences, unknown, answers, to);
        } else {
            whole(bundle, lines, sequences, unknown, answers, to);
        }
        unknown.note().ifPresent(note -> spec.commandLine().getErr().println(note));
    }

    private static void whole(
            ModelBundle bundle,
            InputLines lines,
            RawSequences sequences,
            UnknownTokens unknown,
            AnswerWriter answers,
            PrintWriter to)
            throws IOException {
        List<List<List<Writable>>> batch = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            try {
                sequences.next(line).ifPresent(sequence -> {
                    batch.add(sequence);
                    numbers.add(lines.number());
                });
            } catch (IllegalArgumentException e) {
                throw lines.wrong(lines.number(), clause(e));
            }
            unknown.add(line);
            if (batch.size() == MOST_AT_ONCE || !lines.ready()) {
                answer(bundle, lines, batch, numbers, answers);
                to.flush();
            }
        }
        answer(bundle, lines, batch, numbers, answers);
        try {
            sequences.end();
        } catch (IllegalArgumentException e) {
            throw lines.wrong(clause(e));
        }
    }

    private static void answer(
            ModelBundle bundle,
            InputLines lines,
            List<List<List<Writable>>> batch,
            List<Long> numbers,
            AnswerWriter answers) {
        List<Answer> found;
        try {
            found = bundle.answers(batch);
        } catch (IllegalArgumentException e) {
            throw firstWrong(bundle, lines, batch, numbers, e);
        }
        for (int i = 0; i < found.size(); i++) {
            answers.write(numbers.get(i), found.get(i));
        }
        batch.clear();
        numbers.clear();
    }

    private static RuntimeException firstWrong(
            ModelBundle bundle,
            InputLines lines,
            List<List<List<Writable>>> batch,
            List<Long> numbers,
            IllegalArgumentException all) {
        for (int i = 0; i < batch.size(); i++) {
            try {
                bundle.answer(batch.get(i));
            } catch (IllegalArgumentException e) {
                return lines.wrong(numbers.get(i), clause(e));
            }
        }
        return all;
    }

    private static void stepByStep(
            StepByStep steps,
            InputLines lines,
            RawSequences sequences,
            UnknownTokens unknown,
            AnswerWriter answers,
            PrintWriter to)
            throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                steps.reset();
                continue;
            }
            try {
                long number = lines.number();
                sequences.step(line).ifPresent(step -> answers.write(number, steps.next(step)));
            } catch (IllegalArgumentException e) {
                throw lines.wrong(lines.number(), clause(e));
            }
            unknown.add(line);
            to.flush();
        }
    }

    /** Messages of pipelines are sentences; here they follow a place. */
    private static String clause(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        String clause = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return clause.isEmpty() ? clause : clause.substring(0, 1).toLowerCase(Locale.ROOT) + clause.substring(1);
    }
}
