package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import java.nio.file.Path;
import java.util.List;

/** The texts of a file or folder, cut into tokens; those without any are refused, or left out if the options say so. */
final class ReadTexts {

    private final TextOptions options;
    private final Path data;
    private final ExampleSource source;

    /** Takes a text. */
    interface Visitor {

        void text(Example example, List<String> tokens);
    }

    ReadTexts(Path data, TextOptions options) {
        this.data = data;
        this.options = options;
        this.source = ExampleSources.of(data, options);
    }

    Path data() {
        return data;
    }

    String description() {
        return FileNames.of(data) + ", " + source.description();
    }

    /** Reads all, and says how many texts were left out. */
    int read(Visitor visitor) {
        var pass = new Pass(visitor);
        source.read(pass::accept);
        return pass.leftOut;
    }

    private final class Pass {

        private final Visitor visitor;
        /** Blank rows at the end of a file are nothing; that this is one of those is known afterwards. */
        private Example blank;

        private int blanks;
        private int leftOut;

        Pass(Visitor visitor) {
            this.visitor = visitor;
        }

        void accept(Example example) {
            if (blank != null && !blank.file().equals(example.file())) {
                blank = null;
                blanks = 0;
            }
            if (example.isBlank()) {
                blank = blank == null ? example : blank;
                blanks++;
                return;
            }
            if (blank != null && !options.skipEmpty) {
                throw empty(blank);
            }
            blank = null;
            leftOut += blanks;
            blanks = 0;
            var tokens = TextPipeline.tokens(options.tokenizer, example.text(), options.maxLength, options.truncation);
            if (!tokens.isEmpty()) {
                visitor.text(example, tokens);
            } else if (options.skipEmpty) {
                leftOut++;
            } else {
                throw empty(example);
            }
        }

        private DataException empty(Example example) {
            return example.place().of("there is no text; delete it, or choose to skip empty texts");
        }
    }
}
