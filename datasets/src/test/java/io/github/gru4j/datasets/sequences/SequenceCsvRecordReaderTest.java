package io.github.gru4j.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.records.SequenceRecord;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataLine;
import org.datavec.api.records.metadata.RecordMetaDataURI;
import org.datavec.api.records.reader.impl.collection.CollectionSequenceRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.transform.MathOp;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.datasets.datavec.SequenceRecordReaderDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences of files for who reads with DataVec, and trains with DL4J's own iterator. */
class SequenceCsvRecordReaderTest {

    private static final int COUNT = 12;

    @TempDir
    private Path folder;

    private static String label(int i) {
        return List.of("up", "down", "flat").get(i % 3);
    }

    private Path file(boolean together) throws IOException {
        var rows = new ArrayList<String>();
        for (int i = 0; i < COUNT; i++) {
            for (int t = 0; t < 2 + i % 2; t++) {
                rows.add("s" + i + "," + label(i) + "," + (100 * i + t) + "," + 0.1 * t);
            }
        }
        if (!together) {
            Collections.rotate(rows.subList(1, rows.size()), 1);
        }
        return Files.writeString(folder.resolve("steps.csv"), "id,label,x,y\n" + String.join("\n", rows) + "\n");
    }

    private SequenceOptions.Builder options() throws IOException {
        return SequenceOptions.builder().data(file(true)).idColumn("id").label("label");
    }

    private static List<List<List<Writable>>> all(SequenceCsvRecordReader reader) {
        var all = new ArrayList<List<List<Writable>>>();
        while (reader.hasNext()) {
            all.add(reader.sequenceRecord());
        }
        return all;
    }

    @Test
    void stepsHaveTheFeaturesAndTheClass() throws IOException {
        try (var reader = new SequenceCsvRecordReader(options().build())) {
            assertThat(reader.getLabels()).containsExactly("down", "flat", "up");
            assertThat(reader.features()).containsExactly("x", "y");
            assertThat(reader.count()).isEqualTo(COUNT);
            var all = all(reader);
            assertThat(all).hasSize(COUNT);
            assertThat(all.get(5))
                    .containsExactly(
                            List.of(new DoubleWritable(500), new DoubleWritable(0), new IntWritable(1)),
                            List.of(new DoubleWritable(501), new DoubleWritable(0.1), new IntWritable(1)),
                            List.of(new DoubleWritable(502), new DoubleWritable(0.2), new IntWritable(1)));
            assertThat(reader.hasNext()).isFalse();
            assertThatThrownBy(reader::sequenceRecord)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("call reset()");
            reader.reset();
            assertThat(all(reader)).isEqualTo(all);
        }
    }

    /** The contract: batches of DL4J's iterator are those of the file. */
    @Test
    void dl4jIteratesOverIt() throws IOException {
        var reader = new SequenceCsvRecordReader(options().build());
        var data = new SequenceRecordReaderDataSetIterator(
                reader, 4, reader.getLabels().size(), reader.features().size());
        for (int epoch = 0; epoch < 2; epoch++) {
            int batches = 0;
            while (data.hasNext()) {
                var batch = data.next();
                assertThat(batch.getFeatures().shape()).containsExactly(4, 2, 3);
                assertThat(batch.getLabels().shape()).containsExactly(4, 3, 3);
                for (int b = 0; b < 4; b++) {
                    int i = 4 * batches + b;
                    assertThat(batch.getFeatures().getFloat(b, 0, 1)).isEqualTo(100 * i + 1);
                    assertThat(batch.getFeatures().getFloat(b, 1, 1)).isEqualTo(0.1f);
                    int label = reader.getLabels().indexOf(label(i));
                    assertThat(batch.getLabels().getFloat(b, label, 0)).isEqualTo(1);
                    assertThat(batch.getFeaturesMaskArray().getFloat(b, 2)).isEqualTo(i % 2);
                }
                batches++;
            }
            assertThat(batches).isEqualTo(COUNT / 4);
            data.reset();
        }
    }

    @Test
    void dl4jForecastsWithIt() throws IOException {
        var numbers = Files.writeString(folder.resolve("numbers.csv"), "1,2,0.5\n3,4,1.5\n5,6,2.5\n7,8,3.5\n");
        var reader = new SequenceCsvRecordReader(
                SequenceOptions.builder().data(numbers).labelLast().forecast().build());
        assertThat(reader.getLabels()).isNull();
        var batch = new SequenceRecordReaderDataSetIterator(reader, 4, -1, 1, true).next();
        assertThat(batch.getLabels().getFloat(3, 0, 1)).isEqualTo(3.5f);
        assertThat(batch.getFeatures().getFloat(3, 0, 1)).isEqualTo(8);
    }

    @Test
    void metaDataFindSequencesAgain() throws IOException {
        var reader = new SequenceCsvRecordReader(options().build());
        var records = new ArrayList<SequenceRecord>();
        while (reader.hasNext()) {
            records.add(reader.nextSequence());
        }
        var third = records.get(2);
        assertThat(third.getMetaData().getLocation()).isEqualTo("steps.csv line 7");
        assertThat(Path.of(third.getMetaData().getURI())).isEqualTo(folder.resolve("steps.csv"));
        assertThat(reader.loadSequenceFromMetaData(third.getMetaData()).getSequenceRecord())
                .isEqualTo(third.getSequenceRecord());
        List<RecordMetaData> several = List.of(
                records.get(9).getMetaData(),
                third.getMetaData(),
                records.get(9).getMetaData());
        assertThat(reader.loadSequenceFromMetaData(several).stream().map(SequenceRecord::getSequenceRecord))
                .containsExactly(
                        records.get(9).getSequenceRecord(),
                        third.getSequenceRecord(),
                        records.get(9).getSequenceRecord());
        var uri = third.getMetaData().getURI();
        assertThatThrownBy(() ->
                        reader.loadSequenceFromMetaData(new RecordMetaDataLine(3, uri, SequenceCsvRecordReader.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no sequence that begins at steps.csv line 3");
        assertThatThrownBy(() -> reader.loadSequenceFromMetaData(new RecordMetaDataURI(uri)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void metaDataOfFilesAndRows() throws IOException {
        for (var label : List.of("a", "b")) {
            for (int i = 0; i < 3; i++) {
                var file = folder.resolve("classes/" + label + "/" + i + ".csv");
                Files.createDirectories(file.getParent());
                Files.writeString(file, "x\n" + i + "\n");
            }
        }
        var reader = new SequenceCsvRecordReader(
                SequenceOptions.builder().data(folder.resolve("classes")).build());
        reader.nextSequence();
        var second = reader.nextSequence().getMetaData();
        assertThat(second.getURI())
                .hasPath(folder.resolve("classes/a/1.csv").toUri().getPath());
        assertThat(reader.loadSequenceFromMetaData(second)
                        .getSequenceRecord()
                        .get(0)
                        .get(0))
                .isEqualTo(new DoubleWritable(1));
        var rows = Files.writeString(folder.resolve("rows.csv"), "a,1,2\nb,3,4\na,5,6\n");
        var ofRows = new SequenceCsvRecordReader(
                SequenceOptions.builder().data(rows).labelFirst().build());
        ofRows.nextSequence();
        assertThat(((RecordMetaDataLine) ofRows.nextSequence().getMetaData()).getLineNumber())
                .isEqualTo(2);
    }

    /** Nothing stays in memory but a sequence at a time. */
    @Test
    void moreThanFitsIntoMemoryIsReadInParts() throws IOException {
        var whole = all(new SequenceCsvRecordReader(options().build()));
        var parts = new SequenceCsvRecordReader(options().build(), 500);
        parts.close();
        assertThat(all(parts)).isEqualTo(whole);
        var scattered = new SequenceCsvRecordReader(options().data(file(false)).build(), 0);
        assertThat(all(scattered)).hasSize(COUNT);
    }

    @Test
    void transformsAndMissingValuesAreApplied() throws IOException {
        var schema = new Schema.Builder().addColumnsDouble("y", "x").build();
        var reader = new SequenceCsvRecordReader(options()
                .transform(new TransformProcess.Builder(schema)
                        .doubleColumnsMathOp("sum", MathOp.Add, "x", "y")
                        .build())
                .features(List.of("sum"))
                .build());
        assertThat(reader.features()).containsExactly("sum");
        assertThat(reader.sequenceRecord().get(1)).containsExactly(new DoubleWritable(1.1), new IntWritable(2));
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        var reader = new SequenceCsvRecordReader(options().build());
        assertThatThrownBy(() -> reader.initialize(new FileSplit(folder.toFile())))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("The files are those of the options");
        assertThatThrownBy(reader::next).hasMessageContaining("call sequenceRecord()");
        assertThatThrownBy(() -> new SequenceCsvRecordReader(SequenceOptions.builder()
                        .reader(new CollectionSequenceRecordReader(List.of()))
                        .labelLast()
                        .build()))
                .hasMessageContaining("CollectionSequenceRecordReader; give that one to DL4J");
        var bad = options().build();
        Files.writeString(folder.resolve("steps.csv"), "id,label,x,y\ns,up,1,many\n");
        assertThatThrownBy(() -> new SequenceCsvRecordReader(bad))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row 2, column \"y\": \"many\" is no number");
        Files.writeString(folder.resolve("steps.csv"), "id,label,x,y\n");
        reader.close();
        assertThatThrownBy(reader::sequenceRecord).isInstanceOf(DataException.class);
    }
}
