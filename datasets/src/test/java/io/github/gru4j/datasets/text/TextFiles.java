package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.SequenceDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Small data, and data sets as lists. */
final class TextFiles {

    private TextFiles() {}

    /** A text as the network sees it. */
    record Row(List<Integer> tokens, int label) {}

    static List<Row> rows(DataSetIterator iterator) {
        var rows = new ArrayList<Row>();
        while (iterator.hasNext()) {
            var batch = iterator.next();
            for (int b = 0; b < batch.numExamples(); b++) {
                int time = batch.getFeaturesMaskArray() == null
                        ? (int) batch.getFeatures().size(2)
                        : (int) batch.getFeaturesMaskArray()
                                .getRow(b)
                                .sumNumber()
                                .doubleValue();
                var tokens = new ArrayList<Integer>();
                for (int t = 0; t < time; t++) {
                    tokens.add(batch.getFeatures().getInt(b, 0, t));
                }
                rows.add(new Row(tokens, batch.getLabels().getRow(b).argMax().getInt(0)));
            }
        }
        return rows;
    }

    static int count(SequenceDataset data) {
        var provenance = data.task().provenance();
        return provenance.train() + provenance.validation() + provenance.test();
    }

    /** Lines of two languages that tell by their letters, all different. */
    static List<String> texts(String letters, int count, long seed) {
        var random = new Random(seed);
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var text = new StringBuilder();
            for (int j = 0; j < 4 + random.nextInt(6); j++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            texts.add(text.append(i).toString());
        }
        return texts;
    }

    /** A folder with files of so many lines: "north" and "south". */
    static Path classFiles(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("north.txt"), texts("abcdef", count, 1));
        Files.write(folder.resolve("south.txt"), texts("uvwxyz", count, 2));
        return folder;
    }
}
