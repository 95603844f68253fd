package io.github.gru4j.cli;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.series.SeriesPipeline;
import io.github.gru4j.experiments.ModelBundle;
import io.github.gru4j.experiments.Residuals;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how a series goes on. */
@Command(
        name = "forecast",
        description = {
            "Say how a series goes on after its last row, with intervals, and draw it.",
            "",
            "In an interval of 80%% were 80 of 100 values of the validation split, around what the model had forecast there. "
                    + "It tells of the future as far as that is like the validation split.",
            ""
        },
        sortOptions = false)
final class ForecastCommand implements Callable<Integer> {

    /** Below, 95% is hardly less than all. */
    private static final int FEW = 100;

    private static final String DATA = "--data";
    private static final String TEST_DATA = "--test-data";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL.zip", description = "A model that gru4j train made of a series.")
    private Path model;

    @Option(
            names = DATA,
            paramLabel = "FILE",
            description =
                    "CSV with a header that has the columns which the model reads; - for standard input. By default the "
                            + "file it was trained (or tested) on; for a task that needs no file, the last window of the test split.")
    private String data;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column to draw, where the model forecasts several. By default the first.")
    private String target;

    @Option(
            names = "--delimiter",
            paramLabel = "NAME",
            description =
                    "Between cells: comma, semicolon, tab, bar, blanks or a character. By default found in the header.")
    private String delimiter;

    @Override
    public Integer call() throws IOException {
        Character between =
                "blanks".equals(delimiter) ? Character.valueOf(' ') : Delimiters.character(delimiter, this::wrong);
        ModelBundle bundle = ModelBundle.load(model);
        if (!(bundle.pipeline().orElse(null) instanceof SeriesPipeline pipeline)) {
            throw new IOException(model + ": this is a model of another task, "
                    + bundle.task().name() + "; forecast needs one of a series. predict answers with this one");
        }
        String drawn = target == null ? pipeline.targets().get(0) : target;
        if (!pipeline.targets().contains(drawn)) {
            throw wrong("--target is " + drawn + "; valid are: " + String.join(", ", pipeline.targets()));
        }
        SeriesEnd end = end(bundle, pipeline, between);
        Answer.Forecast forecast;
        try {
            forecast = (Answer.Forecast) bundle.answer(end.window());
        } catch (IllegalArgumentException e) {
            throw new IOException(end.source() + ", the last " + pipeline.window() + " rows: " + e.getMessage(), e);
        }
        print(bundle, pipeline, end, forecast, drawn);
        return ExitCodes.DONE;
    }

    private SeriesEnd end(ModelBundle bundle, SeriesPipeline pipeline, Character between) throws IOException {
        String file = data != null
                ? data
                : argument(bundle, TEST_DATA).or(() -> argument(bundle, DATA)).orElse(null);
        return file == null ? SeriesEnd.ofTask(bundle, pipeline) : SeriesEnd.ofFile(file, pipeline, between);
    }

    private static Optional<String> argument(ModelBundle bundle, String option) {
        int at = bundle.dataArguments().indexOf(option);
        return at < 0 ? Optional.empty() : Optional.of(bundle.dataArguments().get(at + 1));
    }

    private void print(
            ModelBundle bundle, SeriesPipeline pipeline, SeriesEnd end, Answer.Forecast forecast, String drawn) {
        PrintWriter out = spec.commandLine().getOut();
        String unit = forecast.unit().isEmpty() ? "" : ", in " + Terminal.cell(forecast.unit());
        out.printf(
                "%s, %s: after %s%s%n",
                Terminal.cell(bundle.task().name()), bundle.record().cell(), Terminal.cell(end.source()), unit);
        List<Residuals.Output> residuals =
                bundle.residuals().map(Residuals::outputs).orElse(List.of());
        boolean truth = !end.truth().isEmpty();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(truth, "", "forecast", "80%", "95%", "truth"));
        List<ForecastPlot.Point> points = new ArrayList<>();
        int targets = pipeline.targets().size();
        for (int i = 0; i < forecast.values().size(); i++) {
            double value = forecast.values().get(i);
            double[] narrow = interval(residuals, i, value, false);
            double[] wide = interval(residuals, i, value, true);
            rows.add(row(
                    truth,
                    Terminal.cell(forecast.names().get(i)),
                    number(value),
                    range(narrow),
                    range(wide),
                    truth ? number(end.truth().get(i)) : ""));
            if (pipeline.targets().get(i % targets).equals(drawn)) {
                points.add(new ForecastPlot.Point(pipeline.firstStep() + i / targets, wide[0], value, wide[1]));
            }
        }
        Columns.align(rows).forEach(out::println);
        out.println();
        out.println(Terminal.cell(drawn) + ": * before, o forecast, : its interval of 95%");
        ForecastPlot.lines(before(pipeline, end, drawn), points).forEach(out::println);
        bundle.residuals()
                .ifPresent(found -> out.println("Intervals: from the residuals of " + found.count()
                        + " windows of the validation split" + (found.count() < FEW ? ", which are few" : "")));
    }

    private static List<Double> before(SeriesPipeline pipeline, SeriesEnd end, String drawn) {
        // With a transform, raw rows have other columns.
        int column = pipeline.transform() == null ? pipeline.features().indexOf(drawn) : -1;
        return column < 0
                ? List.of()
                : end.before().stream()
                        .map(row -> row[column])
                        .filter(Double::isFinite)
                        .toList();
    }

    private static double[] interval(List<Residuals.Output> residuals, int output, double value, boolean wide) {
        if (residuals.isEmpty()) {
            return new double[] {value, value};
        }
        double[] around = residuals.get(output).interval(wide);
        // The median forecast may be off to one side, and still lies between what is shown.
        return new double[] {Math.min(value, value + around[0]), Math.max(value, value + around[1])};
    }

    private static List<String> row(boolean truth, String... cells) {
        return truth ? List.of(cells) : List.of(cells).subList(0, cells.length - 1);
    }

    private static String range(double[] ends) {
        return number(ends[0]) + " to " + number(ends[1]);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
