package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.io.DataInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.SequenceRecord;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataLine;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.records.reader.SequenceRecordReader;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Writable;

/**
 * Reads sequences of text files as DataVec has them: a step is its features, in the data's own units, and in the last column the
 * answer of the sequence, the number of its class or the number to forecast.
 *
 * <pre>{@code
 * try (var reader = new SequenceCsvRecordReader(options)) {
 *     var data = new SequenceRecordReaderDataSetIterator(reader, 32, reader.getLabels().size(), reader.features().size());
 *     network.fit(data, 5); // labels at every step: DL4J's own form
 * }
 * }</pre>
 *
 * <p>Splits and normalisation of the options are not applied, which are {@link SequenceCsvDataset}'s; a transform, missing values and
 * labels are. Only {@link SequenceOptions.Builder#data} is read; for a test file, make another reader, with the same
 * {@link SequenceOptions.Builder#labels}. What does not fit into an eighth of the heap is read from the files again for each eighth.
 * All errors in the files are {@link DataException}s.
 */
public final class SequenceCsvRecordReader extends BaseRecordReader implements SequenceRecordReader {

    private static final long serialVersionUID = 1L;

    /** Of the heap, what is read at once. */
    private static final int SHARE_OF_HEAP = 8;

    private final transient SequenceOptions options;
    private final transient SurveyedSource data;
    private final transient List<String> labels;
    /** Of each sequence; empty for a number to forecast. */
    private final transient int[] classes;

    private final transient List<RawSequence> block = new ArrayList<>();
    private final long most;
    private Configuration conf;
    private int position;
    private int blockStart;

    /** Nothing went wrong: a block is full. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    /**
     * Reads the files once, for labels and lengths.
     *
     * @throws DataException if they are not what was expected
     * @throws IllegalArgumentException if the options have a reader and no files
     */
    public SequenceCsvRecordReader(SequenceOptions options) {
        this(options, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** @param most bytes in memory */
    SequenceCsvRecordReader(SequenceOptions options, long most) {
        if (options.reader() != null) {
            throw new IllegalArgumentException("The options have a reader of their own, "
                    + SequenceInput.name(options.reader()) + "; give that one to DL4J.");
        }
        this.options = options;
        this.most = most;
        data = SurveyedSource.of(options, options.data(), options.labels());
        labels = options.forecast()
                ? null
                : options.labels().isEmpty() ? data.survey().labels() : options.labels();
        classes = labels == null ? new int[0] : data.survey().classes(labels);
        inputSplit = new CollectionInputSplit(List.of(options.data().path().toUri()));
    }

    /** Names of the columns of a step but for the last, the answer. */
    public List<String> features() {
        return data.source().features();
    }

    /** Number of sequences. */
    public int count() {
        return data.survey().count();
    }

    /** The classes in the order of their numbers; null for a number to forecast. */
    @Override
    public List<String> getLabels() {
        return labels;
    }

    @Override
    public boolean hasNext() {
        return position < count();
    }

    @Override
    public SequenceRecord nextSequence() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "All " + count() + " sequences have been read; call reset() to begin again.");
        }
        if (position < blockStart || position >= blockStart + block.size()) {
            load();
        }
        var record = record(block.get(position - blockStart), position);
        position++;
        invokeListeners(record.getSequenceRecord());
        return record;
    }

    private void load() {
        block.clear();
        blockStart = position;
        long[] bytes = {0};
        int[] index = {0};
        try {
            data.forEach(sequence -> {
                if (index[0]++ < blockStart) {
                    return;
                }
                block.add(sequence);
                bytes[0] += sequence.bytes();
                if (bytes[0] > most) {
                    throw new Enough();
                }
            });
        } catch (Enough e) {
            // The rest is for later.
        }
        if (block.isEmpty()) {
            throw options.data().place().of("it changed while it was read; begin again when it is complete");
        }
    }

    private SequenceRecord record(RawSequence sequence, int index) {
        double[] values = sequence.values();
        int size = features().size();
        var answer = labels == null
                ? new DoubleWritable(data.survey().numbers().get(index))
                : new IntWritable(classes[index]);
        var steps = new ArrayList<List<Writable>>();
        for (int t = 0; t < values.length / size; t++) {
            var step = new ArrayList<Writable>(size + 1);
            for (int f = 0; f < size; f++) {
                step.add(new DoubleWritable(values[t * size + f]));
            }
            step.add(answer);
            steps.add(step);
        }
        return new org.datavec.api.records.impl.SequenceRecord(steps, place(sequence));
    }

    private RecordMetaData place(RawSequence sequence) {
        var file = sequence.place().file().orElse(options.data().path());
        return new RecordMetaDataLine(line(sequence), uri(file), SequenceCsvRecordReader.class);
    }

    /** A sequence that is a whole file begins with it. */
    private static int line(RawSequence sequence) {
        return (int) sequence.place().row().orElse(1);
    }

    private static URI uri(Path file) {
        return file.toAbsolutePath().normalize().toUri();
    }

    @Override
    public List<List<Writable>> sequenceRecord() {
        return nextSequence().getSequenceRecord();
    }

    @Override
    public void reset() {
        position = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public SequenceRecord loadSequenceFromMetaData(RecordMetaData metaData) {
        return loadSequenceFromMetaData(List.of(metaData)).get(0);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if one is not of this reader's files
     */
    @Override
    public List<SequenceRecord> loadSequenceFromMetaData(List<RecordMetaData> metaData) {
        var found = new HashMap<Key, SequenceRecord>();
        metaData.forEach(place -> found.put(Key.of(place), null));
        int[] index = {0};
        data.forEach(sequence -> {
            var key = Key.of(place(sequence));
            if (found.containsKey(key)) {
                found.put(key, record(sequence, index[0]));
            }
            index[0]++;
        });
        return metaData.stream()
                .map(place -> found(place, found.get(Key.of(place))))
                .toList();
    }

    private SequenceRecord found(RecordMetaData place, SequenceRecord record) {
        if (record == null) {
            throw new IllegalArgumentException("There is no sequence that begins at " + place.getLocation() + " in "
                    + options.data().name() + ".");
        }
        return record;
    }

    /** A file and the line in it where a sequence begins. */
    private record Key(URI file, int line) {

        static Key of(RecordMetaData place) {
            return place instanceof RecordMetaDataLine line
                    ? new Key(line.getURI(), line.getLineNumber())
                    : new Key(place.getURI(), -1);
        }
    }

    @Override
    public void initialize(InputSplit split) {
        throw filesAreKnown();
    }

    @Override
    public void initialize(Configuration configuration, InputSplit split) {
        throw filesAreKnown();
    }

    private static UnsupportedOperationException filesAreKnown() {
        return new UnsupportedOperationException(
                "The files are those of the options, and need no initialising; for others, make another reader.");
    }

    @Override
    public void setConf(Configuration configuration) {
        conf = configuration;
    }

    @Override
    public Configuration getConf() {
        return conf;
    }

    @Override
    public void close() {
        block.clear();
        data.source().forget();
    }

    @Override
    public List<Writable> next() {
        throw sequencesOnly();
    }

    @Override
    public Record nextRecord() {
        throw sequencesOnly();
    }

    @Override
    public List<Writable> record(URI uri, DataInputStream stream) {
        throw sequencesOnly();
    }

    @Override
    public List<List<Writable>> sequenceRecord(URI uri, DataInputStream stream) {
        throw sequencesOnly();
    }

    @Override
    public Record loadFromMetaData(RecordMetaData metaData) {
        throw sequencesOnly();
    }

    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> metaData) {
        throw sequencesOnly();
    }

    private static UnsupportedOperationException sequencesOnly() {
        return new UnsupportedOperationException(
                "Sequences are read one after the other: call sequenceRecord() or nextSequence().");
    }
}
