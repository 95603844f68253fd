package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.internal.DataFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The tokens of a plain text, one after the other; each line end is the token "\n". */
final class TokenStream {

    /** Longer lines are cut into pieces of so many characters, so that a text may be one line. */
    private static final int PIECE = 1 << 20;

    private static final char FIRST_BEYOND_ASCII = 128;

    private final Path file;
    private final Charset charset;
    private final Tokenizer tokenizer;
    private final int piece;

    TokenStream(Path file, Charset charset, Tokenizer tokenizer) {
        this(file, charset, tokenizer, PIECE);
    }

    /** @param piece characters of a line that are read at once */
    TokenStream(Path file, Charset charset, Tokenizer tokenizer, int piece) {
        this.piece = piece;
        this.file = file;
        this.charset = charset;
        this.tokenizer = tokenizer;
    }

    Path file() {
        return file;
    }

    /** @param tokens takes a token and answers whether it wants more */
    void read(Predicate<String> tokens) {
        try (var reader = TextReader.open(file, charset)) {
            var rest = "";
            for (var line = reader.line(piece); line != null; line = reader.line(piece)) {
                var text = rest + line;
                int end = reader.lineIsComplete() || line.length() < piece ? text.length() : seam(text);
                rest = text.substring(end);
                if (!pass(text.substring(0, end), tokens) || (reader.lineIsComplete() && !tokens.test("\n"))) {
                    return;
                }
            }
            pass(rest, tokens);
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    private boolean pass(String text, Predicate<String> tokens) {
        for (var token : tokenizer.split(text)) {
            if (!tokens.test(token)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where a text can be cut so that its pieces have the tokens of the whole: before a blank or another sign of ASCII, which compose with
     * nothing. If there is none, a word is cut, before a letter of ASCII if there is one.
     */
    private static int seam(String text) {
        int seam = last(text, character -> character == ' ');
        seam = seam > 0 ? seam : last(text, character -> isAscii(character) && !Character.isLetterOrDigit(character));
        seam = seam > 0 ? seam : last(text, TokenStream::isAscii);
        if (seam > 0) {
            return seam;
        }
        return Character.isHighSurrogate(text.charAt(text.length() - 1)) ? text.length() - 1 : text.length();
    }

    private static int last(String text, IntPredicate wanted) {
        int at = text.length() - 1;
        while (at > 0 && !wanted.test(text.charAt(at))) {
            at--;
        }
        return at;
    }

    private static boolean isAscii(int character) {
        return character < FIRST_BEYOND_ASCII;
    }
}
