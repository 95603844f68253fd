package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.IOException;
import java.util.List;

/**
 * A source that has been read once.
 *
 * @param steps null where files are read as they are
 */
record SurveyedSource(SequenceInput input, CachedSource source, StepsSource steps, Survey survey) {

    /** @param labels the ones that there are; empty if the source tells */
    static SurveyedSource of(SequenceOptions options, SequenceInput input, List<String> labels) {
        try {
            var labelled = Sources.of(options, input);
            var steps = options.inSteps() ? new StepsSource(labelled, input.place(), options) : null;
            var source = new CachedSource(steps == null ? labelled : steps, input.place());
            return new SurveyedSource(input, source, steps, Survey.of(source, labels, options));
        } catch (IOException e) {
            throw unreadable(input, e);
        }
    }

    private static DataException unreadable(SequenceInput input, IOException e) {
        return input.path() == null
                ? input.place().of("it cannot be read (" + e.getMessage() + ")", e)
                : DataFiles.unreadable(input.path(), e);
    }

    /** Null if there is none. */
    SequenceTransform transform() {
        return steps == null ? null : steps.transform();
    }

    /** @throws DataException if the features are not those of the training data */
    SurveyedSource requireFeatures(List<String> expected) {
        if (!source.features().equals(expected)) {
            throw input.place()
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
            throw unreadable(input, e);
        }
    }
}
