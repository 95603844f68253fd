package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.Normalisation;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.DataFiles;
import io.github.gru4j.datasets.internal.Nearest;
import io.github.gru4j.datasets.internal.TransformActions;
import io.github.gru4j.datasets.internal.TransformDocument;
import io.github.gru4j.datasets.internal.csv.CsvLines;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.datavec.api.records.reader.SequenceRecordReader;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;

/**
 * Sequences of numbers in text files, or of a DataVec reader, to be classified or to forecast a number from.
 *
 * <pre>{@code
 * var options = SequenceOptions.builder()
 *         .data(Path.of("synthetic_control.data")) // a sequence in each row
 *         .labelBlocks(100)                        // the first 100 are of the first class, ...
 *         .labels(List.of("normal", "cyclic", "increasing", "decreasing", "upward shift", "downward shift"))
 *         .build();
 * SequenceDataset charts = SequenceCsvDataset.load(options, 0);
 * }</pre>
 */
public final class SequenceOptions {

    private final SequenceInput data;
    private final SequenceInput validationData;
    private final SequenceInput testData;
    private final Schema schema;
    private final TransformProcess transform;
    private final Layout layout;
    private final Charset charset;
    private final Separator separator;
    private final Boolean header;
    private final LabelPlace labelPlace;
    private final String label;
    private final int labelBlock;
    private final List<String> labels;
    private final TaskKind kind;
    private final String unit;
    private final int featuresPerStep;
    private final StepOrder order;
    private final List<String> features;
    private final String idColumn;
    private final String timeColumn;
    private final boolean ragged;
    private final Normalisation normalisation;
    private final MissingValues missing;
    private final double train;
    private final double validation;
    private final long seed;
    private final boolean classWeights;
    private final String name;
    private final String title;

    private SequenceOptions(Builder builder) {
        data = SequenceInput.of(builder.data, builder.reader, builder.labelFile);
        validationData = SequenceInput.of(builder.validationData, builder.validationReader, builder.validationLabels);
        testData = SequenceInput.of(builder.testData, builder.testReader, builder.testLabels);
        schema = builder.schema;
        transform = builder.transform;
        layout = builder.layout;
        charset = builder.charset;
        separator = builder.separator;
        header = builder.header;
        labelPlace = builder.labelPlace;
        label = builder.label;
        labelBlock = builder.labelBlock;
        labels = builder.labels;
        kind = builder.kind;
        unit = builder.unit;
        featuresPerStep = builder.featuresPerStep;
        order = builder.order;
        features = builder.features;
        idColumn = builder.idColumn;
        timeColumn = builder.timeColumn;
        ragged = builder.ragged != null ? builder.ragged : layout != Layout.ROW_PER_SEQUENCE;
        normalisation = builder.normalisation;
        missing = builder.missing;
        train = builder.train;
        validation = builder.validation;
        seed = builder.seed;
        classWeights = builder.classWeights;
        name = builder.name != null ? builder.name : builder.data == null ? "sequences" : DataFiles.stem(builder.data);
        title = builder.title;
    }

    public static Builder builder() {
        return new Builder();
    }

    SequenceInput data() {
        return data;
    }

    /** Null if some of the data are drawn. */
    SequenceInput validationData() {
        return validationData;
    }

    /** Null if some of the data are drawn. */
    SequenceInput testData() {
        return testData;
    }

    /** Null for files. */
    SequenceRecordReader reader() {
        return data.reader();
    }

    /** Null if there is none. */
    TransformProcess transform() {
        return transform;
    }

    /** Whether sequences come as DataVec's values, and not as numbers of files. */
    boolean inSteps() {
        return transform != null || reader() != null;
    }

    /** What the transform reads. */
    List<String> rawColumns() {
        return transform.getInitialSchema().getColumnNames();
    }

    /** Names of the reader's columns; empty if nobody gave any. */
    List<String> readerColumns() {
        if (schema != null) {
            return schema.getColumnNames();
        }
        return transform == null ? List.of() : rawColumns();
    }

    /** Null for a reader. */
    Layout layout() {
        return layout;
    }

    Charset charset() {
        return charset;
    }

    Separator separator() {
        return separator;
    }

    /** Null if the first row tells. */
    Boolean header() {
        return header;
    }

    LabelPlace labelPlace() {
        return labelPlace;
    }

    String label() {
        return label;
    }

    int labelBlock() {
        return labelBlock;
    }

    List<String> labels() {
        return labels;
    }

    boolean forecast() {
        return kind == TaskKind.FORECAST;
    }

    String unit() {
        return unit;
    }

    int featuresPerStep() {
        return featuresPerStep;
    }

    StepOrder order() {
        return order;
    }

    List<String> features() {
        return features;
    }

    String idColumn() {
        return idColumn;
    }

    String timeColumn() {
        return timeColumn;
    }

    boolean ragged() {
        return ragged;
    }

    Normalisation normalisation() {
        return normalisation;
    }

    MissingValues missing() {
        return missing;
    }

    double train() {
        return train;
    }

    double validation() {
        return validation;
    }

    long seed() {
        return seed;
    }

    boolean classWeights() {
        return classWeights;
    }

    String name() {
        return name;
    }

    /** Null for the default. */
    String title() {
        return title;
    }

    /** Names of columns that the options ask for. */
    List<String> columnNames() {
        return Stream.concat(
                        Stream.of(label, idColumn, timeColumn).filter(Objects::nonNull),
                        layout == Layout.ROW_PER_SEQUENCE
                                ? Stream.of()
                                : (transform == null ? features : rawColumns()).stream())
                .toList();
    }

    /** Collects the options. Required are {@link #data} or {@link #reader}, and where the labels are, if no sub-folders tell. */
    public static final class Builder {

        private static final double TRAIN = 0.70;
        private static final double VALIDATION = 0.15;

        private Path data;
        private Path validationData;
        private Path testData;
        private Path validationLabels;
        private Path testLabels;
        private SequenceRecordReader reader;
        private SequenceRecordReader validationReader;
        private SequenceRecordReader testReader;
        private Schema schema;
        private TransformProcess transform;
        private Layout layout;
        private Charset charset = StandardCharsets.UTF_8;
        private Separator separator = Separator.AUTO;
        private Boolean header;
        private LabelPlace labelPlace;
        private String label;
        private Path labelFile;
        private int labelBlock;
        private List<String> labels = List.of();
        private TaskKind kind = TaskKind.CLASSIFICATION;
        private String unit = "";
        private int featuresPerStep = 1;
        private StepOrder order = StepOrder.INTERLEAVED;
        private List<String> features = List.of();
        private String idColumn;
        private String timeColumn;
        private Boolean ragged;
        private Normalisation normalisation = Normalisation.STANDARD;
        private MissingValues missing = MissingValues.REFUSE;
        private double train = TRAIN;
        private double validation = VALIDATION;
        private long seed = 1;
        private boolean classWeights;
        private String name;
        private String title;

        private Builder() {}

        /** The file, or for {@link Layout#FILE_PER_SEQUENCE} the folder; required, if there is no reader. */
        public Builder data(Path fileOrFolder) {
            data = fileOrFolder;
            return this;
        }

        /**
         * Any DataVec reader of sequences, in place of files. It is reset and read as often as needed, so nobody else should use it
         * meanwhile. Its columns are called 1, 2, ... or as {@link #schema} says.
         */
        public Builder reader(SequenceRecordReader ofSequences) {
            reader = ofSequences;
            return this;
        }

        /** A reader to validate on, with the same columns. Default: some of the data are drawn. */
        public Builder validation(SequenceRecordReader ofSequences) {
            return validation(ofSequences, null);
        }

        /** As above, with the labels in a file: a label in each row. */
        public Builder validation(SequenceRecordReader ofSequences, Path itsLabelFile) {
            validationReader = ofSequences;
            validationLabels = itsLabelFile;
            return this;
        }

        /** A reader to test on, with the same columns. Default: some of the data are drawn. */
        public Builder test(SequenceRecordReader ofSequences) {
            return test(ofSequences, null);
        }

        /** As above, with the labels in a file: a label in each row. */
        public Builder test(SequenceRecordReader ofSequences, Path itsLabelFile) {
            testReader = ofSequences;
            testLabels = itsLabelFile;
            return this;
        }

        /** Names the columns of a reader. Default: those of the transform's initial schema, if there is one. */
        public Builder schema(Schema ofReader) {
            schema = ofReader;
            return this;
        }

        /**
         * Applied to each sequence before anything else. Default: none. Columns of its initial schema are looked up by name in the header;
         * without one, it names all in their order. Values of files are given to it as texts, as DataVec's own readers do. Features are
         * columns of its final schema. The label is the file's or reader's, or, if it is in both schemas, what the transform makes of it.
         * Sequences that its filters remove are left out. A sequence is transformed without knowing the others, so nothing of
         * validation or test reaches training; what is to be learnt, {@link #normalisation} learns.
         */
        public Builder transform(TransformProcess process) {
            transform = process;
            return this;
        }

        /** A file or folder to validate on, written as the data. Default: some of the data are drawn. */
        public Builder validation(Path fileOrFolder) {
            return validation(fileOrFolder, null);
        }

        /** As above, with the labels in a second file. */
        public Builder validation(Path fileOrFolder, Path itsLabelFile) {
            validationData = fileOrFolder;
            validationLabels = itsLabelFile;
            return this;
        }

        /** A file or folder to test on, written as the data. Default: some of the data are drawn. */
        public Builder test(Path fileOrFolder) {
            return test(fileOrFolder, null);
        }

        /** As above, with the labels in a second file. */
        public Builder test(Path fileOrFolder, Path itsLabelFile) {
            testData = fileOrFolder;
            testLabels = itsLabelFile;
            return this;
        }

        /** Default: a file for each sequence if the data are a folder, by id if there is an id column, else a row for each. */
        public Builder layout(Layout ofFiles) {
            layout = ofFiles;
            return this;
        }

        /** Default: UTF-8. */
        public Builder charset(Charset ofFiles) {
            charset = ofFiles;
            return this;
        }

        /** Default: the first row tells. */
        public Builder separator(Separator ofValues) {
            separator = ofValues;
            return this;
        }

        /** Whether the first row of each file holds names. Default: it does if it holds a name asked for, or no number. */
        public Builder header(boolean firstRowHoldsNames) {
            header = firstRowHoldsNames;
            return this;
        }

        /** The label, or the number to forecast, is in this column; without a header, columns are called 1, 2, ... */
        public Builder label(String column) {
            labelPlace = LabelPlace.COLUMN;
            label = column;
            return this;
        }

        /** The label, or the number to forecast, is in the first column. */
        public Builder labelFirst() {
            labelPlace = LabelPlace.FIRST;
            return this;
        }

        /** The label, or the number to forecast, is in the last column. */
        public Builder labelLast() {
            labelPlace = LabelPlace.LAST;
            return this;
        }

        /**
         * Labels are in a second file: for sequences in rows, a label in each row; else the file's name or the id, and the label.
         */
        public Builder labelFile(Path file) {
            labelPlace = LabelPlace.FILE;
            labelFile = file;
            return this;
        }

        /** The first so many sequences are of the first class, the next so many of the second, ... */
        public Builder labelBlocks(int sequencesOfEachClass) {
            labelPlace = LabelPlace.ORDER;
            labelBlock = sequencesOfEachClass;
            return this;
        }

        /**
         * The labels that there are, in the order of the network's outputs; others in the data are refused. Default: those of the data,
         * sorted; for {@link #labelBlocks} 0, 1, ...
         */
        public Builder labels(List<String> all) {
            labels = List.copyOf(all);
            return this;
        }

        /** The label is a number to forecast. Default: it is a class. */
        public Builder forecast() {
            kind = TaskKind.FORECAST;
            return this;
        }

        /** Of the number to forecast. Default: none. */
        public Builder unit(String ofNumber) {
            unit = ofNumber;
            return this;
        }

        /** For sequences in rows: so many values are one step. Default: 1. */
        public Builder featuresPerStep(int valuesOfStep) {
            featuresPerStep = valuesOfStep;
            return this;
        }

        /** For sequences in rows with several features for each step. Default: {@link StepOrder#INTERLEAVED}. */
        public Builder order(StepOrder ofValues) {
            order = ofValues;
            return this;
        }

        /**
         * Columns that are the features, in this order. Default: all that are nothing else. For sequences in rows: what the features are
         * called.
         */
        public Builder features(List<String> columns) {
            features = List.copyOf(columns);
            return this;
        }

        /** For {@link Layout#ID_COLUMN}: rows with the same value in this column are a sequence. */
        public Builder idColumn(String column) {
            idColumn = column;
            return this;
        }

        /** Steps are sorted by this column: numbers, or ISO 8601 dates and times. Default: they are in order. */
        public Builder timeColumn(String column) {
            timeColumn = column;
            return this;
        }

        /** Whether sequences may be of several lengths. Default: for sequences in rows no, else yes. */
        public Builder ragged(boolean allowed) {
            ragged = allowed;
            return this;
        }

        /** Default: {@link Normalisation#STANDARD}. */
        public Builder normalisation(Normalisation ofFeatures) {
            normalisation = ofFeatures;
            return this;
        }

        /** Default: {@link MissingValues#REFUSE}. */
        public Builder missing(MissingValues become) {
            missing = become;
            return this;
        }

        /** Shares of the data for training and validation; the rest is for the test. Default: 0.70 and 0.15. */
        public Builder split(double forTraining, double forValidation) {
            train = forTraining;
            validation = forValidation;
            return this;
        }

        /** Of the split at random. Default: 1. */
        public Builder seed(long ofSplit) {
            seed = ofSplit;
            return this;
        }

        /** Whether an error in a rare class costs more, so that all classes weigh the same. Default: no. */
        public Builder classWeights(boolean balanced) {
            classWeights = balanced;
            return this;
        }

        /** Short name of the task. Default: that of the file without its extension. */
        public Builder name(String ofTask) {
            name = ofTask;
            return this;
        }

        /** What is asked, for people. Default: a question about classes or a number. */
        public Builder title(String question) {
            title = question;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalStateException if something required is missing, with its name, or options contradict each other
         */
        public SequenceOptions build() {
            if (data == null && reader == null) {
                throw new IllegalStateException(
                        "data is missing: give the file or folder of the sequences, or a reader.");
            }
            if (reader != null || validationReader != null || testReader != null || schema != null) {
                requireReaders();
            } else if (layout == null) {
                layout = Files.isDirectory(data)
                        ? Layout.FILE_PER_SEQUENCE
                        : idColumn != null ? Layout.ID_COLUMN : Layout.ROW_PER_SEQUENCE;
            }
            if (transform != null) {
                requireTransform();
            }
            requireLabels();
            requireLayout();
            requireNumbers();
            requireCharset();
            return new SequenceOptions(this);
        }

        private void requireReaders() {
            if (reader == null) {
                throw new IllegalStateException(
                        "reader is missing: a schema, and readers for validation or test, are for"
                                + " data of a reader.");
            }
            if (data != null || validationData != null || testData != null || layout != null) {
                throw new IllegalStateException(
                        "There is a reader, and data, validation, test or layout say what is in files; leave out one of the two.");
            }
            Stream.of(reader, validationReader, testReader)
                    .filter(one -> one != null && !one.resetSupported())
                    .findFirst()
                    .ifPresent(one -> {
                        throw new IllegalStateException("The reader " + SequenceInput.name(one)
                                + " cannot be reset, and sequences are read several times; initialise it first, or, if it can"
                                + " never be reset, read it into a CollectionSequenceRecordReader.");
                    });
            var names = schema != null ? schema : transform == null ? null : transform.getInitialSchema();
            if (names != null && (labelPlace == LabelPlace.FIRST || labelPlace == LabelPlace.LAST)) {
                label(names.getName(labelPlace == LabelPlace.FIRST ? 0 : names.numColumns() - 1));
            }
        }

        private void requireTransform() {
            try {
                transform = TransformDocument.kept(TransformActions.forSequences(transform));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            var made = transform.getFinalSchema();
            for (var feature : features) {
                if (!made.hasColumn(feature)) {
                    throw new IllegalStateException("There is no column \"" + feature + "\" after the transform"
                            + Nearest.hint(feature, made.getColumnNames()) + ".");
                }
            }
            if (layout == Layout.ROW_PER_SEQUENCE) {
                int columns = transform.getInitialSchema().numColumns();
                if (columns != featuresPerStep) {
                    throw new IllegalStateException("featuresPerStep is " + featuresPerStep
                            + ", and the transform's initial schema has " + columns
                            + " columns; for sequences in rows, these are the values of a step, without the label.");
                }
                if (label != null && transform.getInitialSchema().hasColumn(label)) {
                    throw new IllegalStateException("The transform's initial schema has the label \"" + label
                            + "\", and for sequences in rows it has the values of a step alone; leave it out there.");
                }
            } else if (labelPlace == LabelPlace.FIRST || labelPlace == LabelPlace.LAST) {
                throw new IllegalStateException("With a transform, name the column of the label: call label(column).");
            }
            if (label != null
                    && made.hasColumn(label)
                    && !transform.getInitialSchema().hasColumn(label)) {
                throw new IllegalStateException("The transform makes a column \"" + label
                        + "\", which is also the label's name; call one of them by another name.");
            }
            if (label != null && features.contains(label)) {
                throw new IllegalStateException("\"" + label + "\" is the label, and cannot be a feature.");
            }
        }

        private void requireLabels() {
            if (labelPlace == null && layout == Layout.FILE_PER_SEQUENCE && kind == TaskKind.CLASSIFICATION) {
                labelPlace = LabelPlace.FOLDER;
            }
            if (labelPlace == null) {
                throw new IllegalStateException(
                        "The labels are missing: say that they are first, last, in a column or in a second file"
                                + (kind == TaskKind.CLASSIFICATION ? ", or in blocks." : "."));
            }
            if (labelPlace == LabelPlace.ORDER && labelBlock < 1) {
                throw new IllegalStateException("The blocks of labels have a length of " + labelBlock
                        + "; give the number of sequences of each class.");
            }
            boolean otherData =
                    validationData != null || testData != null || validationReader != null || testReader != null;
            if (labelPlace == LabelPlace.ORDER && (kind != TaskKind.CLASSIFICATION || otherData)) {
                throw new IllegalStateException(
                        "Blocks of labels are for classes in a single file; with files for validation or test, or to forecast,"
                                + " give labels in a column or a second file.");
            }
            if (labelPlace != LabelPlace.FILE && (validationLabels != null || testLabels != null)) {
                throw new IllegalStateException("The file with the labels of the data is missing: those of "
                        + (testLabels != null ? "test" : "validation")
                        + " are in a second file; give one for the data, too, or leave it out.");
            }
            if (kind == TaskKind.FORECAST && (classWeights || !labels.isEmpty())) {
                throw new IllegalStateException((classWeights ? "Class weights" : "Names of labels")
                        + " are for classes, and a number is to be forecast; leave them out.");
            }
            if (labelPlace == LabelPlace.FILE) {
                requireLabelFile("validation", validationData != null || validationReader != null, validationLabels);
                requireLabelFile("test", testData != null || testReader != null, testLabels);
            }
            if (labels.stream().distinct().count() < labels.size()) {
                throw new IllegalStateException("A label is there twice: " + labels + ".");
            }
        }

        private static void requireLabelFile(String split, boolean ownData, Path ofLabels) {
            if (ownData && ofLabels == null) {
                throw new IllegalStateException("The labels of " + split
                        + " are missing: with labels in a second file, give one for " + split + ", too.");
            }
        }

        private void requireLayout() {
            if (layout == Layout.ID_COLUMN && idColumn == null) {
                throw new IllegalStateException(
                        "The id column is missing: name the column that tells sequences apart.");
            }
            if (layout != Layout.ID_COLUMN && idColumn != null) {
                throw new IllegalStateException("An id column is for many sequences in one file; leave it out.");
            }
            if (layout == Layout.ROW_PER_SEQUENCE) {
                if (timeColumn != null) {
                    throw new IllegalStateException("A time column is for steps in rows of their own; leave it out.");
                }
                if (transform == null && !features.isEmpty() && features.size() != featuresPerStep) {
                    throw new IllegalStateException("Names of " + features.size()
                            + " features are given, and a step has " + featuresPerStep + "; give a name for each.");
                }
            } else if (featuresPerStep != 1) {
                throw new IllegalStateException(
                        "The number of features of a step is for sequences in rows; with a row for each step, give the columns as features.");
            }
        }

        private void requireNumbers() {
            if (featuresPerStep < 1) {
                throw new IllegalStateException("A step has " + featuresPerStep + " features; give at least 1.");
            }
            if (!(train > 0 && validation > 0 && train + validation < 1)
                    && !(train > 0 && validation > 0 && (testData != null || testReader != null))) {
                throw new IllegalStateException("The split is " + train + " and " + validation
                        + "; give shares above 0 that leave some for the test.");
            }
        }

        /** Lines are cut at the byte of a line feed. */
        private void requireCharset() {
            if (!CsvLines.reads(charset)) {
                throw new IllegalStateException(
                        "The charset is " + charset + ", which is not read; save the file as UTF-8.");
            }
        }
    }
}
