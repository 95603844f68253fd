package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import io.github.gru4j.datasets.internal.Sha256;
import io.github.gru4j.datasets.internal.Workspaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Vectors for the tokens of a vocabulary, from a file in the text format of word2vec (its first line counts) or GloVe. */
final class WordVectors {

    /** Others begin within so much of zero: near enough that the known ones decide at first. */
    private static final float SMALL = 0.05f;

    /** A line is a word and some hundred numbers. */
    private static final int LONGEST_LINE = 1 << 20;

    /** A number takes a character and a blank before it. */
    private static final int WIDEST = LONGEST_LINE / 2;

    private static final Pattern TRAILING = Pattern.compile("[ \t]++$");

    private final String description;
    private final int found;
    private final int width;
    private final float[] values;

    private WordVectors(String description, int found, int width, float[] values) {
        this.description = description;
        this.found = found;
        this.width = width;
        this.values = values;
    }

    static WordVectors read(TextOptions options, Vocabulary vocabulary) {
        var file = options.wordVectors;
        try (var reader = TextReader.open(file, StandardCharsets.UTF_8)) {
            return new Reading(reader, options, vocabulary).read();
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    int found() {
        return found;
    }

    String description() {
        return description;
    }

    /** A new array [tokens, width]. */
    INDArray array() {
        return Workspaces.outside(() -> Nd4j.create(values.clone(), new long[] {values.length / width, width}, 'c'));
    }

    private static final class Reading {

        private final TextReader reader;
        private final Path file;
        private final TextOptions options;
        private final Vocabulary vocabulary;
        private final BitSet known = new BitSet();
        private long row;
        private long rows;
        private int width;
        private float[] values;

        Reading(TextReader reader, TextOptions options, Vocabulary vocabulary) {
            this.reader = reader;
            this.file = reader.file();
            this.options = options;
            this.vocabulary = vocabulary;
        }

        WordVectors read() {
            var line = line();
            if (line == null) {
                throw DataException.in(file).of("it is empty; a word and its vector were expected in each line");
            }
            var first = List.of(line.split("[ \t]+", -1));
            long promised = -1;
            if (first.size() == 2 && first.stream().allMatch(field -> field.matches("[0-9]{1,9}"))) {
                promised = Long.parseLong(first.get(0));
                width = Integer.parseInt(first.get(1));
                checkWidth();
                line = line();
            } else {
                width = first.size() - 1;
                checkWidth();
            }
            for (; line != null; line = line()) {
                take(line);
            }
            if (promised >= 0 && rows != promised) {
                throw DataException.in(file)
                        .of("its first line promises " + promised + " vectors, and it has " + rows
                                + "; fetch it again");
            }
            if (rows == 0) {
                throw DataException.in(file).of("it holds no vectors");
            }
            int found = known.cardinality();
            int tokens = vocabulary.tokens().size();
            var description = found + " of " + tokens + " tokens begin with vectors of " + FileNames.of(file) + " ("
                    + width + " wide, SHA-256 of all "
                    + new Sha256().add(values).hex() + ")";
            return new WordVectors(description, found, width, values);
        }

        private String line() {
            row = reader.row();
            var line = reader.line(LONGEST_LINE);
            if (line != null && line.length() == LONGEST_LINE) {
                throw DataException.in(file)
                        .row(row)
                        .of("the line has more than " + LONGEST_LINE
                                + " characters; a word and its vector were expected");
            }
            // Not those at the beginning: a few words of GloVe are blanks of another kind.
            return line == null ? null : TRAILING.matcher(line).replaceFirst("");
        }

        private DataException wrong(String message) {
            return DataException.in(file).row(row).of(message);
        }

        private void checkWidth() {
            if (width < 1) {
                throw wrong("a word and its vector were expected, with blanks between");
            }
            if (options.vectorWidth > 0 && width != options.vectorWidth) {
                throw wrong("the vectors are " + width + " wide, and vectors of " + options.vectorWidth
                        + " were asked for; name another file, or ask for that width");
            }
            if (width > WIDEST) {
                throw wrong("it promises vectors " + width + " wide, more than the " + WIDEST
                        + " that are read; fetch it again");
            }
            if ((long) vocabulary.size() * width > Integer.MAX_VALUE) {
                throw wrong(vocabulary.size() + " vectors of " + width
                        + " numbers are too many; make the vocabulary smaller");
            }
        }

        /** Not before a line is as wide as the first one promises: a damaged number must not fill the memory. */
        private void begin() {
            values = new float[vocabulary.size() * width];
            for (int token = Vocabulary.UNKNOWN; token < vocabulary.size(); token++) {
                // By the token, so that it begins the same in whatever vocabulary it is.
                var random = new SplittableRandom(TextKeys.of(List.of(vocabulary.token(token)), options.seed));
                for (int i = 0; i < width; i++) {
                    values[token * width + i] = (float) ((2 * random.nextDouble() - 1) * SMALL);
                }
            }
        }

        private void take(String line) {
            rows++;
            var fields = line.split("[ \t]+", -1);
            // Some words of GloVe hold blanks; none of these looks like a number after its first blank.
            int begin = fields.length - width;
            if (begin < 1 || (begin > 1 && isNumber(fields[1]))) {
                throw wrong(
                        "it has " + (fields.length - 1) + " numbers, and " + width + " were expected; fetch it again");
            }
            var vector = new float[width];
            for (int i = 0; i < width; i++) {
                vector[i] = number(fields[begin + i]);
            }
            if (values == null) {
                begin();
            }
            int token = begin > 1
                    ? Vocabulary.UNKNOWN
                    : vocabulary.indexOf(options.tokenizer.normalization().of(fields[0]));
            if (token != Vocabulary.UNKNOWN && !known.get(token)) {
                known.set(token);
                System.arraycopy(vector, 0, values, token * width, width);
            }
        }

        private static boolean isNumber(String field) {
            try {
                return !Float.isNaN(Float.parseFloat(field));
            } catch (NumberFormatException e) {
                return false;
            }
        }

        private float number(String field) {
            try {
                float number = Float.parseFloat(field);
                if (Float.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw notANumber(field, e);
            }
            throw notANumber(field, null);
        }

        private DataException notANumber(String field, NumberFormatException e) {
            return DataException.in(file)
                    .row(row)
                    .of(DataException.quote(field) + " is no finite number; fetch the file again", e);
        }
    }
}
