package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datavec.api.records.SequenceRecord;
import org.datavec.api.records.reader.SequenceRecordReader;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** Sequences of a DataVec reader. */
final class ReaderSource implements SequenceSource {

    private static final int LONGEST_LOCATION = 200;

    private final SequenceRecordReader reader;
    private final String name;
    private final DataException.Place place;
    private final SequenceOptions options;
    private Chosen chosen;
    /** Of each sequence in the first reading: a reader that shuffles would mix up the splits. */
    private int[] marks = new int[64];

    private int count = -1;

    /**
     * Which columns of the reader are what, counted from 0; -1 for none.
     *
     * @param columns of the raw steps
     * @param names of these
     * @param width columns of the reader
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    private record Chosen(Columns all, int label, int time, int[] columns, List<String> names, int width) {}

    ReaderSource(SequenceInput input, SequenceOptions options) {
        this.reader = input.reader();
        this.name = input.name();
        this.place = input.place();
        this.options = options;
    }

    @Override
    public List<String> features() {
        return chosen == null ? List.of() : chosen.names();
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        begin();
        int index = 0;
        while (hasNext(index)) {
            var record = next(index);
            remember(index, record.getSequenceRecord());
            visitor.visit(sequence(record, index));
            index++;
        }
        if (index == 0) {
            throw place.of("this reader gives no sequence; was it initialised with the right files?");
        }
        if (count >= 0 && index != count) {
            throw changed();
        }
        count = index;
    }

    private void begin() {
        try {
            reader.reset();
        } catch (RuntimeException e) {
            throw place.of("this reader cannot begin again (" + e.getMessage() + "); initialise it first", e);
        }
    }

    private boolean hasNext(int index) {
        try {
            return reader.hasNext();
        } catch (RuntimeException e) {
            throw failed(index, e);
        }
    }

    private SequenceRecord next(int index) {
        try {
            return reader.nextSequence();
        } catch (UnsupportedOperationException e) {
            return withoutLocation(index);
        } catch (RuntimeException e) {
            throw failed(index, e);
        }
    }

    /** Not every reader tells where it reads. */
    private SequenceRecord withoutLocation(int index) {
        try {
            return new org.datavec.api.records.impl.SequenceRecord(reader.sequenceRecord(), null);
        } catch (RuntimeException e) {
            throw failed(index, e);
        }
    }

    private DataException failed(int index, RuntimeException e) {
        if (e instanceof DataException defect) {
            return defect; // One of ours says more already.
        }
        return DataException.in(name + ", sequence " + (index + 1))
                .of("the reader fails: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
    }

    private DataException changed() {
        return place.of("this reader gives other sequences when it is read again, or in another order; use a split that"
                + " does not shuffle, and begin again when its files are complete");
    }

    private void remember(int index, List<List<Writable>> steps) {
        int mark = mark(steps);
        if (count >= 0) {
            if (index >= count || marks[index] != mark) {
                throw changed();
            }
            return;
        }
        if (index == marks.length) {
            marks = Arrays.copyOf(marks, 2 * marks.length);
        }
        marks[index] = mark;
    }

    private static int mark(List<List<Writable>> steps) {
        int mark = 1;
        if (steps != null) {
            for (var step : steps) {
                for (var value : step) {
                    mark = 31 * mark + mark(value);
                }
            }
        }
        return mark;
    }

    /** Not every kind of value has a hash of what it holds. */
    private static int mark(Writable value) {
        if (value == null) {
            return 0;
        }
        return switch (value.getType()) {
            case Byte, Double, Float, Int, Long, Boolean -> Double.hashCode(value.toDouble());
            case Text -> value.hashCode();
            default -> value.toString().hashCode();
        };
    }

    private RawSequence sequence(SequenceRecord sequence, int index) {
        var where = DataException.in(name + ", sequence " + (index + 1) + location(sequence));
        var steps = sequence.getSequenceRecord();
        if (steps == null || steps.isEmpty()) {
            throw where.of("the sequence has no steps; delete it");
        }
        if (chosen == null) {
            chosen = choose(steps.get(0).size());
        }
        var values = new ArrayList<List<Writable>>(steps.size());
        var places = new ArrayList<DataException.Place>(steps.size());
        var times = new ArrayList<Double>();
        String label = null;
        for (int t = 0; t < steps.size(); t++) {
            var step = steps.get(t);
            var here = where.step(t + 1L);
            if (step.size() != chosen.width()) {
                throw here.of("this step has " + step.size() + " values, and " + chosen.width()
                        + " were expected, as in the schema or the steps before; correct it");
            }
            if (chosen.label() >= 0) {
                label = label(label, step, here);
            }
            if (chosen.time() >= 0) {
                times.add(time(step, here));
            }
            values.add(SequenceTransform.pick(step, chosen.columns()));
            places.add(here);
        }
        var raw = new RawSteps(values, places);
        return new RawSequence(
                where, "", label, null, times.isEmpty() ? raw : raw.ordered(Steps.order(times, where, "")));
    }

    private static String location(SequenceRecord sequence) {
        var data = sequence.getMetaData();
        if (data == null) {
            return "";
        }
        var location = data.getURI() == null ? data.getLocation() : data.getURI() + " " + data.getLocation();
        if (data.getURI() != null && data.getURI().toString().equals(data.getLocation())) {
            location = data.getLocation();
        }
        if (location == null || location.isBlank()) {
            return "";
        }
        return " ("
                + (location.length() <= LONGEST_LOCATION
                        ? location
                        : "..." + location.substring(location.length() - LONGEST_LOCATION))
                + ")";
    }

    private String label(String before, List<Writable> step, DataException.Place here) {
        var column = here.column(chosen.all().name(chosen.label()));
        var found = Labels.require(StepsSource.text(step.get(chosen.label())), column);
        if (before != null && !before.equals(found)) {
            throw column.of("the label changes within a sequence, from " + DataException.quote(before) + " to "
                    + DataException.quote(found) + "; give all steps of a sequence the same");
        }
        return found;
    }

    private double time(List<Writable> step, DataException.Place here) {
        var value = step.get(chosen.time());
        try {
            double time = value instanceof Text ? Times.parse(StepsSource.text(value)) : StepNumbers.of(value);
            if (!Double.isNaN(time)) {
                return time;
            }
        } catch (IllegalArgumentException e) {
            throw here.column(options.timeColumn()).of(e.getMessage(), e);
        }
        throw here.column(options.timeColumn()).of("the time is missing; fill it in");
    }

    private Chosen choose(int width) {
        var all = new Columns(options.readerColumns());
        if (!all.names().isEmpty() && all.names().size() != width) {
            throw place.of("its steps have " + width + " values, and the schema has "
                    + all.names().size() + " columns: " + String.join(", ", all.names())
                    + "; give one that names all");
        }
        int label =
                switch (options.labelPlace()) {
                    case FIRST -> 0;
                    case LAST -> width - 1;
                    case COLUMN -> index(all, options.label(), width);
                    default -> -1;
                };
        int time = options.timeColumn() == null ? -1 : index(all, options.timeColumn(), width);
        int[] columns = columns(all, width, label, time);
        if (columns.length == 0) {
            throw place.of("no column is left for features: its steps have " + width + " values; give more");
        }
        return new Chosen(
                all,
                label,
                time,
                columns,
                IntStream.of(columns).mapToObj(all::name).toList(),
                width);
    }

    private int[] columns(Columns all, int width, int label, int time) {
        if (options.transform() != null) {
            return places(options.rawColumns(), all, width);
        }
        if (!options.features().isEmpty()) {
            return places(options.features(), all, width);
        }
        return IntStream.range(0, width)
                .filter(column -> column != label && column != time)
                .toArray();
    }

    private int[] places(List<String> names, Columns all, int width) {
        return names.stream().mapToInt(column -> index(all, column, width)).toArray();
    }

    private int index(Columns all, String column, int width) {
        if (all.names().isEmpty() && !column.matches("[1-9]\\d{0,8}")) {
            throw place.of("there is no column " + DataException.quote(column) + ": without a schema, its " + width
                    + " columns are called 1 to " + width + "; give the schema, or the number");
        }
        return all.index(column, width, place);
    }
}
