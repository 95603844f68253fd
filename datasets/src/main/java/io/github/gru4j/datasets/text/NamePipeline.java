package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.internal.SequenceReading;
import java.util.List;
import java.util.Map;
import org.datavec.api.records.reader.impl.collection.CollectionSequenceRecordReader;
import org.datavec.api.records.reader.impl.transform.TransformProcessSequenceRecordReader;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.SequenceSchema;
import org.datavec.api.transform.transform.nlp.TextToCharacterIndexTransform;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.dataset.DataSet;

/** From names to arrays: one step for each character. */
final class NamePipeline {

    private static final String NAME = "name";
    private static final String LANGUAGE = "language";

    private final Vocabulary vocabulary;
    private final List<String> labels;

    NamePipeline(Vocabulary vocabulary, List<String> labels) {
        this.vocabulary = vocabulary;
        this.labels = labels;
    }

    /** Features [n, 1, time] of vocabulary indices, labels [n, languages] one-hot, features mask [n, time]. */
    DataSet read(List<LabelledName> names) {
        var records = names.stream()
                .map(name -> List.of(List.<Writable>of(new Text(name.text()), new Text(name.language()))))
                .toList();
        var reader = new TransformProcessSequenceRecordReader(new CollectionSequenceRecordReader(records), transform());
        return SequenceReading.classes(reader, names.size(), labels.size());
    }

    private TransformProcess transform() {
        var schema = new SequenceSchema.Builder()
                .addColumnString(NAME)
                .addColumnCategorical(LANGUAGE, labels)
                .build();
        return new TransformProcess.Builder(schema)
                .replaceStringTransform(
                        NAME, Map.of(vocabulary.unknownPattern(), String.valueOf(Vocabulary.REPLACEMENT)))
                .transform(new TextToCharacterIndexTransform(NAME, NAME, vocabulary.indices(), true))
                .categoricalToInteger(LANGUAGE)
                .build();
    }
}
