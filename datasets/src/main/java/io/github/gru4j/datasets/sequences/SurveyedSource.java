package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A source that has been read once.
 *
 * @param data its file or folder
 */
record SurveyedSource(Path data, CachedSource source, Survey survey) {

    /** @param labels the ones that there are; empty if the source tells */
    static SurveyedSource of(SequenceOptions options, Path data, Path labelFile, List<String> labels) {
        try {
            var source = Sources.of(options, data, labelFile);
            return new SurveyedSource(data, source, Survey.of(source, labels, options));
        } catch (IOException e) {
            throw DataFiles.unreadable(data, e);
        }
    }

    /** @throws DataException if the features are not those of the training data */
    SurveyedSource requireFeatures(List<String> expected) {
        if (!source.features().equals(expected)) {
            throw DataException.in(data)
                    .of("its features are " + String.join(", ", source.features())
                            + ", and those of the training data are " + String.join(", ", expected)
                            + "; give files with the same columns");
        }
        return this;
    }

    /** Reads again. */
    void forEach(SequenceSource.Visitor visitor) {
        try {
            source.forEach(visitor);
        } catch (IOException e) {
            throw DataFiles.unreadable(data, e);
        }
    }
}
