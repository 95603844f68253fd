package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Puts rows in the order of time and finds the gaps between them, or fills these. */
final class TimeOrder {

    /** Filling may make a series so many times longer. */
    private static final int MOST_TIMES_LONGER = 100;

    private final SeriesOptions options;
    private final KeptRows kept;

    TimeOrder(SeriesOptions options, KeptRows kept) {
        this.options = options;
        this.kept = kept;
    }

    /** The same series in order. */
    RawSeries arranged(RawSeries read) throws IOException {
        var series = read.time().orElseThrow().outOfOrder() > 0 ? sorted(read) : read;
        return series.time().orElseThrow().even() ? series : withGaps(series);
    }

    private DataException.Place place(RawSeries series) {
        return DataException.in(series.file()).column(options.time().orElseThrow());
    }

    private RawSeries sorted(RawSeries series) throws IOException {
        var table = series.table();
        int outOfOrder = series.time().orElseThrow().outOfOrder();
        if (table.onDisk()) {
            throw place(series)
                    .of(outOfOrder
                            + " rows are out of the order of time, and the file is too large to be sorted in memory;"
                            + " sort it first, or give Java more memory with -Xmx");
        }
        int timePlace = table.width() - 1;
        var times = new double[table.rows()];
        table.forEach((row, values, at) -> times[row] = values[at + timePlace]);
        var order = IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> times[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        var axis = new TimeAxis(series.time().orElseThrow().plainNumbers());
        var arranged = new RawTable(table.width(), Long.MAX_VALUE);
        for (int i = 0; i < order.length; i++) {
            if (!axis.add(times[order[i]])) {
                throw DataException.in(series.file())
                        .row(kept.line(order[i]))
                        .column(options.time().orElseThrow())
                        .of("the time is that of row " + kept.line(order[i - 1]) + "; remove one of the rows");
            }
            arranged.add(table.row(order[i]));
        }
        table.close();
        var findings = new ArrayList<>(series.findings());
        findings.add(outOfOrder + " rows were earlier than the row before them; all rows were sorted by time");
        return new RawSeries(series.file(), arranged, series.missing(), Optional.of(axis), series.breaks(), findings);
    }

    private RawSeries withGaps(RawSeries series) throws IOException {
        var axis = series.time().orElseThrow();
        var gaps = new GapFinder(axis, series.table().width() - 1);
        series.table().forEach(gaps);
        if (gaps.count() == 0) {
            return series;
        }
        var findings = new ArrayList<>(series.findings());
        findings.add(gaps.summary());
        if (options.gaps() == Gaps.KEEP) {
            return new RawSeries(
                    series.file(), series.table(), series.missing(), series.time(), gaps.breaks(), findings);
        }
        return filled(series, gaps, findings);
    }

    private RawSeries filled(RawSeries series, GapFinder gaps, List<String> findings) throws IOException {
        var axis = series.time().orElseThrow();
        var table = series.table();
        if (gaps.uneven() > 0) {
            throw place(series)
                    .of(gaps.uneven() + " spacings are no multiple of the step of " + axis.showStep()
                            + " (the first after " + axis.show(gaps.firstUneven())
                            + "), so that the gaps cannot be filled; keep them, or resample the file");
        }
        if (gaps.lacking() > (long) MOST_TIMES_LONGER * table.rows()
                || gaps.lacking() + table.rows() >= Integer.MAX_VALUE) {
            throw place(series)
                    .of("to fill the gaps, " + gaps.lacking() + " rows would have to be put between " + table.rows()
                            + "; keep the gaps, or correct the times");
        }
        int width = table.width();
        var full = new RawTable(width, table.onDisk() ? 0 : Long.MAX_VALUE);
        var row = new double[width];
        double[] before = {Double.NaN};
        table.forEach((index, values, at) -> {
            double time = values[at + width - 1];
            long lacking = index == 0 ? 0 : Math.round((time - before[0]) / axis.step()) - 1;
            for (long i = 0; i < lacking; i++) {
                Arrays.fill(row, Double.NaN);
                full.add(row);
            }
            System.arraycopy(values, at, row, 0, width);
            full.add(row);
            before[0] = time;
        });
        table.close();
        findings.add(gaps.lacking() + " rows with missing values were put into the gaps");
        long[] missing = series.missing().clone();
        for (int i = 0; i < missing.length; i++) {
            missing[i] += gaps.lacking();
        }
        return new RawSeries(series.file(), full, missing, series.time(), new int[0], findings);
    }
}
