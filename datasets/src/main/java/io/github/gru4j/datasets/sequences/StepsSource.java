package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.TransformActions;
import io.github.gru4j.datasets.internal.TransformRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datavec.api.transform.ColumnType;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** Numbers of sequences that are in DataVec's form: after a transform, if there is one. Sequences that a filter removes are left out. */
final class StepsSource implements SequenceSource {

    private final SequenceSource source;
    private final DataException.Place data;
    private final SequenceOptions options;
    private final TransformRun run;
    /** Where the label is before and after the transform; -1 if it is not among the columns. */
    private final int rawLabel;

    private final int madeLabel;

    private List<String> features = List.of();
    private int[] places;
    private List<String> leftOut = List.of();
    private SequenceTransform transform;
    private long read;
    private long removed;

    /** @param source whose sequences have steps */
    StepsSource(SequenceSource source, DataException.Place data, SequenceOptions options) {
        this.source = source;
        this.data = data;
        this.options = options;
        var process = options.transform();
        run = process == null ? null : new TransformRun(process);
        rawLabel = process == null ? -1 : options.rawColumns().indexOf(options.label());
        madeLabel =
                process == null ? -1 : process.getFinalSchema().getColumnNames().indexOf(options.label());
        if (process != null && rawLabel < 0) {
            transform = new SequenceTransform(process, null, null);
        }
    }

    @Override
    public List<String> features() {
        return features;
    }

    /** For the pipeline; null if there is none. */
    SequenceTransform transform() {
        return transform;
    }

    /** What became of sequences and columns, for people. */
    List<String> findings() {
        var findings = new ArrayList<String>();
        if (removed > 0) {
            findings.add(removed + " of " + read + " sequences were removed by the transform: " + filters());
        }
        if (!leftOut.isEmpty()) {
            findings.add("columns without numbers are left out: " + String.join(", ", leftOut));
        }
        return findings;
    }

    private String filters() {
        return String.join(", ", TransformActions.filters(options.transform()));
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        read = 0;
        removed = 0;
        source.forEach(sequence -> {
            if (places == null) {
                choose();
            }
            read++;
            var made = made(sequence);
            if (made == null) {
                removed++;
            } else {
                visitor.visit(made);
            }
        });
        if (read > 0 && read == removed) {
            throw data.of("the transform removes all " + read + " sequences: " + filters() + "; correct it");
        }
    }

    private void choose() {
        if (run == null) {
            features = source.features();
            places = IntStream.range(0, features.size()).toArray();
            return;
        }
        var schema = options.transform().getFinalSchema();
        if (options.features().isEmpty()) {
            var others = schema.getColumnNames().stream()
                    .filter(name -> !name.equals(options.label())
                            && !name.equals(options.idColumn())
                            && !name.equals(options.timeColumn()))
                    .toList();
            features = others.stream()
                    .filter(name -> holdsNumbers(schema.getType(name)))
                    .toList();
            leftOut = others.stream()
                    .filter(name -> !holdsNumbers(schema.getType(name)))
                    .toList();
            if (features.isEmpty()) {
                throw data.of("no column is left for features after the transform (" + TransformActions.describe(schema)
                        + "); convert one to numbers in the transform");
            }
        } else {
            features = options.features();
        }
        places = features.stream().mapToInt(schema::getIndexOfColumn).toArray();
    }

    static boolean holdsNumbers(ColumnType type) {
        return switch (type) {
            case Integer, Long, Double, Float, Boolean -> true;
            default -> false;
        };
    }

    /** Null if a filter removes it. */
    private RawSequence made(RawSequence raw) {
        if (run == null) {
            return made(raw, raw.label(), raw.steps().values());
        }
        var steps = transformed(raw, raw.steps().values());
        if (steps == null) {
            return null;
        }
        if (steps.isEmpty()) {
            throw raw.place()
                    .of("the transform leaves no step of the sequence that begins here, a sequence of length 0;"
                            + " remove it in the transform, with a filter");
        }
        var made = made(raw, madeLabel < 0 ? raw.label() : label(raw, steps), steps);
        if (rawLabel >= 0) {
            requireBlind(raw, made);
        }
        return made;
    }

    /**
     * Features must be the same whatever the label is: when the network is asked, nobody knows it. So the transform also runs with the
     * label of the first sequence, as the pipeline will do.
     */
    private void requireBlind(RawSequence raw, RawSequence made) {
        var steps = raw.steps().values();
        var its = steps.get(0).get(rawLabel);
        if (transform == null) {
            transform = new SequenceTransform(options.transform(), rawLabel, text(its));
        } else if (its instanceof Text && its.toString().equals(transform.anyLabel())) {
            return;
        }
        var blind = transformed(raw, transform.withAnyLabel(steps));
        if (blind == null) {
            throw raw.place()
                    .of("the transform would remove the sequence that begins here if its label were "
                            + DataException.quote(transform.anyLabel())
                            + "; filter by features or by the label, not by both together");
        }
        double[] values = made(raw, made.label(), blind).values();
        if (!Arrays.equals(values, made.values())) {
            throw raw.place()
                    .of("the transform makes features out of the label " + DataException.quote(options.label())
                            + ", which nobody knows when the network is asked; leave the label out of them");
        }
    }

    private List<List<Writable>> transformed(RawSequence raw, List<List<Writable>> steps) {
        try {
            return run.sequence(steps);
        } catch (TransformRun.Failure e) {
            var place = e.step() < 0 ? raw.place() : raw.steps().places().get(e.step());
            throw place.of(e.getMessage(), e);
        }
    }

    private String label(RawSequence raw, List<List<Writable>> steps) {
        var first = text(steps.get(0).get(madeLabel));
        for (int t = 1; t < steps.size(); t++) {
            var other = text(steps.get(t).get(madeLabel));
            if (!other.equals(first)) {
                throw place(raw, steps, t)
                        .column(options.label())
                        .of("after the transform, the label changes within the sequence, from "
                                + DataException.quote(first) + " to " + DataException.quote(other)
                                + "; give all steps the same");
            }
        }
        return Labels.require(first, raw.place().column(options.label()));
    }

    static String text(Writable writable) {
        return writable == null ? "" : writable.toString().strip();
    }

    private static DataException.Place place(RawSequence raw, List<List<Writable>> steps, int t) {
        var places = raw.steps().places();
        return steps.size() == places.size() ? places.get(t) : raw.place().step(t + 1L);
    }

    private RawSequence made(RawSequence raw, String label, List<List<Writable>> steps) {
        var values = new double[steps.size() * places.length];
        for (int t = 0; t < steps.size(); t++) {
            for (int f = 0; f < places.length; f++) {
                values[t * places.length + f] = number(raw, steps, t, f);
            }
        }
        Steps.fill(values, features, options, raw.place());
        return new RawSequence(raw.place(), raw.key(), label, values);
    }

    private double number(RawSequence raw, List<List<Writable>> steps, int t, int f) {
        var writable = steps.get(t).get(places[f]);
        double value;
        try {
            value = StepNumbers.of(writable);
        } catch (IllegalArgumentException e) {
            throw place(raw, steps, t).column(features.get(f)).of(after() + e.getMessage(), e);
        }
        if (Double.isNaN(value) && options.missing() == MissingValues.REFUSE) {
            throw place(raw, steps, t)
                    .column(features.get(f))
                    .of(after() + "the value is missing (" + DataException.quote(String.valueOf(writable))
                            + "); fill it in, or choose what becomes of missing values: carry forward, zero");
        }
        return value;
    }

    private String after() {
        return run == null ? "" : "after the transform, ";
    }
}
