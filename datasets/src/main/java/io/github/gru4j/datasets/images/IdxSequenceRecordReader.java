package io.github.gru4j.datasets.images;

import io.github.gru4j.datasets.DataException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.SequenceRecord;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.records.reader.SequenceRecordReader;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Writable;

/**
 * Reads images of IDX files, gzip or not, as sequences: steps are rows, columns or pixels, values are pixels from 0 to 255. With
 * a file of labels, the last column of each step is the image's label.
 *
 * <pre>{@code
 * try (var reader = new IdxSequenceRecordReader(images, labels, ImageSteps.ROWS)) { // or initialize(split) of one or two files
 *     while (reader.hasNext()) {
 *         List<List<Writable>> rows = reader.sequenceRecord(); // 28 steps of 28 pixels and the label
 *     }
 * }
 * }</pre>
 *
 * <p>All errors in the files are {@link DataException}s: a wrong magic number, a header that does not agree with the size, other
 * than one label for each image, damaged gzip.
 */
public final class IdxSequenceRecordReader extends BaseRecordReader implements SequenceRecordReader {

    private static final long serialVersionUID = 1L;

    private final ImageSteps steps;
    private Configuration conf;
    private transient Path images;
    private transient byte[] labels;
    private transient IdxReader reader;
    private transient int position;

    /** To be followed by {@link #initialize(InputSplit)} with the file of the images and, if there is one, that of the labels. */
    public IdxSequenceRecordReader(ImageSteps steps) {
        this.steps = steps;
    }

    /**
     * Opens the files.
     *
     * @param labels or null
     * @throws DataException if the files are not what was expected
     */
    public IdxSequenceRecordReader(Path images, Path labels, ImageSteps steps) {
        this(steps);
        open(images, labels);
    }

    @Override
    public void initialize(InputSplit split) {
        inputSplit = split;
        var files = List.of(split.locations());
        if (files.isEmpty() || files.size() > 2) {
            throw new IllegalArgumentException(
                    "Expected the file of the images and, if there is one, that of the labels, but found "
                            + files.size() + " files.");
        }
        open(Path.of(files.get(0)), files.size() == 1 ? null : Path.of(files.get(1)));
    }

    @Override
    public void initialize(Configuration configuration, InputSplit split) {
        setConf(configuration);
        initialize(split);
    }

    private void open(Path imageFile, Path labelFile) {
        images = imageFile;
        inputSplit = new CollectionInputSplit(
                labelFile == null ? List.of(imageFile.toUri()) : List.of(imageFile.toUri(), labelFile.toUri()));
        labels = labelFile == null ? null : IdxReader.labels(labelFile);
        reset();
        if (labels != null) {
            boolean asMany = false;
            try {
                requireAsMany(images, reader.count(), labelFile, labels.length);
                asMany = true;
            } finally {
                if (!asMany) {
                    closeReader();
                }
            }
        }
    }

    static void requireAsMany(Path images, int ofImages, Path labels, int ofLabels) {
        if (ofImages != ofLabels) {
            throw DataException.in(labels)
                    .of("it holds " + ofLabels + " labels, and " + images + " holds " + ofImages
                            + " images; give the two files that belong together");
        }
    }

    @Override
    public void reset() {
        closeReader();
        reader = IdxReader.images(images);
        position = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean hasNext() {
        return position < reader.count();
    }

    /** Number of images. */
    public int count() {
        return reader.count();
    }

    @Override
    public List<List<Writable>> sequenceRecord() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "All " + reader.count() + " images have been read; call reset() to begin again.");
        }
        byte[] image = reader.next();
        int size = steps.size(reader.rows(), reader.columns());
        var sequence = new ArrayList<List<Writable>>();
        for (int t = 0; t < image.length / size; t++) {
            var step = new ArrayList<Writable>(size + 1);
            for (int f = 0; f < size; f++) {
                step.add(new IntWritable(Byte.toUnsignedInt(image[steps.index(t, f, reader.columns())])));
            }
            if (labels != null) {
                step.add(new IntWritable(Byte.toUnsignedInt(labels[position])));
            }
            sequence.add(step);
        }
        position++;
        invokeListeners(sequence);
        return sequence;
    }

    @Override
    public SequenceRecord nextSequence() {
        int index = position;
        return new org.datavec.api.records.impl.SequenceRecord(
                sequenceRecord(), new RecordMetaDataIndex(index, images.toUri(), IdxSequenceRecordReader.class));
    }

    /** All labels up to the largest in the file; null without labels. */
    @Override
    public List<String> getLabels() {
        if (labels == null) {
            return null;
        }
        int largest = 0;
        for (byte label : labels) {
            largest = Math.max(largest, Byte.toUnsignedInt(label));
        }
        return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
    }

    @Override
    public void close() {
        closeReader();
    }

    private void closeReader() {
        if (reader != null) {
            try {
                reader.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
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
    public List<Writable> next() {
        throw sequencesOnly();
    }

    @Override
    public Record nextRecord() {
        throw sequencesOnly();
    }

    @Override
    public List<Writable> record(URI uri, DataInputStream data) {
        throw sequencesOnly();
    }

    @Override
    public List<List<Writable>> sequenceRecord(URI uri, DataInputStream data) {
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

    @Override
    public SequenceRecord loadSequenceFromMetaData(RecordMetaData metaData) {
        throw sequencesOnly();
    }

    @Override
    public List<SequenceRecord> loadSequenceFromMetaData(List<RecordMetaData> metaData) {
        throw sequencesOnly();
    }

    private static UnsupportedOperationException sequencesOnly() {
        return new UnsupportedOperationException(
                "Images are read one after the other, as sequences: call sequenceRecord() or nextSequence().");
    }
}
