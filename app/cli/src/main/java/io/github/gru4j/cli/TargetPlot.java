package io.github.gru4j.cli;

import io.github.gru4j.datasets.SequenceDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The first target of the test split, in its unit, from the first sequence to the last. */
final class TargetPlot {

    private static final int WIDTH = 72;
    private static final int HEIGHT = 10;
    private static final int AXIS = 10;
    private static final int DIGITS = 4;
    private static final int MOST_DIGITS = 15;

    private TargetPlot() {}

    static List<String> of(SequenceDataset data) {
        var values = new ArrayList<Double>();
        for (DataSetIterator test = data.test(SplitCounts.BATCH); test.hasNext(); ) {
            // A unit may be far from zero, where single precision has steps that show.
            INDArray units = data.toUnits(test.next().getLabels().castTo(DataType.DOUBLE));
            for (int i = 0; i < units.size(0); i++) {
                values.add(units.getDouble(i, 0));
            }
        }
        return lines(values, "first target of the test split" + unit(data));
    }

    private static String unit(SequenceDataset data) {
        return data.task().unit().isEmpty()
                ? ""
                : ", " + Terminal.safe(data.task().unit());
    }

    /** Each column is the mean of as many values; at least one value. */
    static List<String> lines(List<Double> values, String title) {
        int columns = Math.min(WIDTH, values.size());
        double[] means = new double[columns];
        for (int column = 0; column < columns; column++) {
            means[column] = values
                    .subList((int) ((long) values.size() * column / columns), (int)
                            ((long) values.size() * (column + 1) / columns))
                    .stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
        }
        double low = Arrays.stream(means).min().orElseThrow();
        double high = Arrays.stream(means).max().orElseThrow();
        int digits = DIGITS;
        while (low < high && number(low, digits).equals(number(high, digits)) && digits < MOST_DIGITS) {
            digits++;
        }
        // One more, so that what is between the two is told from them.
        digits = digits == DIGITS ? digits : digits + 1;
        String lowest = number(low, digits);
        String highest = number(high, digits);
        int width = Math.max(AXIS, Math.max(lowest.length(), highest.length()));
        var lines = new ArrayList<String>();
        lines.add(title + (values.size() > columns ? ", means of about " + values.size() / columns : ""));
        for (int row = HEIGHT - 1; row >= 0; row--) {
            String axis = row == HEIGHT - 1 ? highest : row == 0 ? lowest : "";
            var line = new StringBuilder(String.format(Locale.ROOT, "%" + width + "s |", axis));
            for (double mean : means) {
                line.append(rowOf(mean, low, high) == row ? '*' : ' ');
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int rowOf(double value, double low, double high) {
        return high > low ? (int) Math.min(HEIGHT - 1, HEIGHT * (value - low) / (high - low)) : 0;
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "g", value);
    }
}
