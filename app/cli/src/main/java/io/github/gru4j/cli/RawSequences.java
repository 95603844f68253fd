package io.github.gru4j.cli;

import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.images.ImageRowsPipeline;
import io.github.gru4j.datasets.images.ImageSteps;
import io.github.gru4j.datasets.sequences.SequencePipeline;
import io.github.gru4j.datasets.series.SeriesPipeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** Makes raw sequences of lines, as the pipeline of a model reads them. */
abstract class RawSequences {

    /** Null until the first line tells. */
    private Character delimiter;

    private RawSequences(Character delimiter) {
        this.delimiter = delimiter;
    }

    /** @param delimiter of cells; null to find out */
    static RawSequences of(Pipeline pipeline, Character delimiter) {
        if (pipeline instanceof SeriesPipeline series) {
            return new Windows(series, delimiter);
        }
        if (pipeline instanceof SequencePipeline sequences) {
            return new Rows(sequences, delimiter);
        }
        return pipeline instanceof ImageRowsPipeline images ? new Images(images, delimiter) : new Texts();
    }

    /**
     * Takes the next line.
     *
     * @return the sequence that ends with it; empty if none does
     * @throws IllegalArgumentException if the line does not fit
     */
    abstract Optional<List<List<Writable>>> next(String line);

    /**
     * Takes the next line as a step.
     *
     * @return empty for a header
     * @throws IllegalArgumentException if the line does not fit
     */
    abstract Optional<List<Writable>> step(String line);

    /** @throws IllegalArgumentException if there was too little for one sequence */
    void end() {}

    final List<String> cells(String line) {
        if (delimiter == null) {
            delimiter = CsvCells.delimiterOf(line);
        }
        return CsvCells.of(line, delimiter);
    }

    static List<Writable> writables(List<String> cells) {
        return cells.stream().map(cell -> (Writable) new Text(cell)).toList();
    }

    /** A text in each line. */
    private static final class Texts extends RawSequences {

        Texts() {
            super(null);
        }

        @Override
        Optional<List<List<Writable>>> next(String line) {
            return step(line).map(List::of);
        }

        @Override
        Optional<List<Writable>> step(String line) {
            return Optional.of(List.of(new Text(line)));
        }
    }

    /** A row of a series in each line, below a header; every row ends a window once there are enough. */
    private static final class Windows extends RawSequences {

        private final SeriesPipeline pipeline;
        private final Deque<List<Writable>> window = new ArrayDeque<>();
        private final List<Integer> places = new ArrayList<>();
        private int width;
        private long rows;

        Windows(SeriesPipeline pipeline, Character delimiter) {
            super(delimiter);
            this.pipeline = pipeline;
        }

        @Override
        Optional<List<List<Writable>>> next(String line) {
            Optional<List<Writable>> step = step(line);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            window.addLast(step.get());
            if (window.size() > pipeline.window()) {
                window.removeFirst();
            }
            return window.size() == pipeline.window() ? Optional.of(List.copyOf(window)) : Optional.empty();
        }

        @Override
        Optional<List<Writable>> step(String line) {
            List<String> cells = cells(line);
            if (width == 0) {
                header(cells);
                return Optional.empty();
            }
            if (cells.size() != width) {
                throw new IllegalArgumentException("it has " + cells.size() + " cells, and the header has " + width);
            }
            rows++;
            return Optional.of(writables(places.stream().map(cells::get).toList()));
        }

        private void header(List<String> cells) {
            width = cells.size();
            List<String> wanted = pipeline.transform() == null
                    ? pipeline.features()
                    : pipeline.transform().getInitialSchema().getColumnNames();
            for (String column : wanted) {
                int place = cells.indexOf(column);
                if (place < 0) {
                    throw new IllegalArgumentException("there is no column \"" + column
                            + "\", which the model reads; columns are: " + String.join(", ", cells));
                }
                places.add(place);
            }
        }

        @Override
        void end() {
            if (rows < pipeline.window()) {
                throw new IllegalArgumentException("the series is too short: it has " + rows
                        + " rows, and the model reads windows of " + pipeline.window());
            }
        }
    }

    /** The values of a sequence in each line. */
    private static final class Rows extends RawSequences {

        private final SequencePipeline pipeline;

        Rows(SequencePipeline pipeline, Character delimiter) {
            super(delimiter);
            this.pipeline = pipeline;
        }

        @Override
        Optional<List<List<Writable>>> next(String line) {
            return Optional.of(pipeline.sequence(writables(cells(line))));
        }

        @Override
        Optional<List<Writable>> step(String line) {
            return Optional.of(writables(cells(line)));
        }
    }

    /** The pixels of an image in each line, row by row. */
    private static final class Images extends RawSequences {

        private final ImageRowsPipeline pipeline;

        Images(ImageRowsPipeline pipeline, Character delimiter) {
            super(delimiter);
            this.pipeline = pipeline;
        }

        @Override
        Optional<List<List<Writable>>> next(String line) {
            List<Writable> pixels = writables(cells(line));
            int rows = pipeline.rows();
            int columns = pipeline.columns();
            if (pixels.size() != rows * columns) {
                throw new IllegalArgumentException(
                        "it has " + pixels.size() + " values, and an image has " + rows + " x " + columns + " pixels");
            }
            boolean byColumn = pipeline.steps() == ImageSteps.COLUMNS;
            int size = pipeline.steps() == ImageSteps.PIXELS ? 1 : byColumn ? rows : columns;
            List<List<Writable>> steps = new ArrayList<>();
            for (int t = 0; t < rows * columns / size; t++) {
                List<Writable> step = new ArrayList<>();
                for (int f = 0; f < size; f++) {
                    step.add(pixels.get(byColumn ? f * columns + t : t * size + f));
                }
                steps.add(step);
            }
            return Optional.of(steps);
        }

        @Override
        Optional<List<Writable>> step(String line) {
            throw new IllegalArgumentException("images are not read step by step");
        }
    }
}
