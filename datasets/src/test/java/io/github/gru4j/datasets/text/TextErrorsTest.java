package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, and what is said then: one line with the file, the row, what was found and what to do. */
class TextErrorsTest {

    private static final String ROWS = "a,one\nb,two\na,three\nb,four\n".repeat(6);

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void refuses(TextOptions.Builder options, String... parts) {
        assertThatThrownBy(() -> TextDataset.load(options.build(), 0))
                .isInstanceOf(DataException.class)
                .message()
                .startsWith(folder.toString())
                .doesNotContain("\n")
                .contains(parts);
    }

    private static TextOptions.Builder of(Path data) {
        return new TextOptions.Builder().data(data);
    }

    @Test
    void columnsThatAreNotThere() throws IOException {
        var file = file("t.csv", "Label,texts\n" + ROWS);
        refuses(of(file), "row 1: there is no column \"text\"; did you mean \"texts\"? There are \"Label\", \"texts\"");
        refuses(of(file).textColumn("texts"), "there is no column \"label\"; did you mean \"Label\"?");
        refuses(
                of(file).textColumn("body of the mail"),
                "no column \"body of the mail\"; there are \"Label\", \"texts\"");
        refuses(of(file("two.csv", "label,text,text\na,b,c\n")), "row 1: there are two columns \"text\"");
    }

    @Test
    void rowsThatDoNotFitTheHeader() throws IOException {
        refuses(
                of(file("t.csv", "label,text\n" + ROWS + "a,one, two\n")),
                "row 26: it has 3 fields and the header 2",
                "in quotes");
        refuses(of(file("t.csv", "label,text\na\n" + ROWS)), "row 2: it has 1 fields and the header 2");
        refuses(of(file("t.csv", "label,text\n,one\n" + ROWS)), "row 2, column \"label\": it is empty");
        refuses(of(file("t.csv", "label,text\n\n" + ROWS)), "row 2: there is no text");
    }

    @Test
    void quotesThatDoNotClose() throws IOException {
        refuses(
                of(file("t.csv", "label,text\n" + ROWS + "a,\"one\n" + ROWS)),
                "row 26: a quote opens here that is not closed");
        refuses(
                of(file("t.csv", "label,text\n" + ROWS + "a,\"one\" two\n")),
                "row 26: after the closing quote of a field that begins in row 26 stands \" \"");
    }

    @Test
    void filesWithoutTexts() throws IOException {
        refuses(of(file("empty.txt", "")), "it holds no texts");
        refuses(of(file("blank.txt", "\n\n \n")), "it holds no texts");
        refuses(of(file("empty.csv", "")), "it is empty; a header and rows were expected");
        refuses(of(file("header.csv", "label,text\n")), "it holds no texts");
        refuses(of(Files.createDirectories(folder.resolve("nothing"))), "it holds 0 files");
        file("e/a.txt", "");
        file("e/b.txt", "");
        refuses(of(folder.resolve("e")), "it holds no texts");
        refuses(of(folder.resolve("none.csv")), "there is no such file or folder");
    }

    @Test
    void classesThatAreNone() throws IOException {
        refuses(of(file("one.txt", "a one\na two\n")), "all 2 texts are of the class \"a\"; two classes at least");
        refuses(
                of(file("prose.txt", "It was the\nbest of times\nit was also\nthe worst one\n")),
                "there are 4 labels for 4 texts, which are hardly classes");
        refuses(
                of(file("t.csv", "label,text\n" + ROWS)).test(file("test.csv", "label,text\nc,one\n")),
                "test.csv, row 2: the label \"c\" is not among those of t.csv");
        refuses(
                of(file("few.txt", "a one\nb two\na three\nb four\n")),
                "none is left for the",
                "give more of each class");
    }

    @Test
    void foldersAndFilesInEachOthersPlace() throws IOException {
        file("mixed/a.txt", "x\n");
        file("mixed/b/1.txt", "y\n");
        var mixed = folder.resolve("mixed");
        refuses(of(mixed), "it holds 1 folders and 1 files");
        refuses(of(mixed).format(TextFormat.FILE_PER_CLASS), "it holds 1 files");
        refuses(of(mixed).format(TextFormat.FOLDER_PER_CLASS), "it holds 1 folders");
        refuses(of(mixed).format(TextFormat.LABEL_LINES), "this is a folder, and a file was expected");
        refuses(of(mixed).format(TextFormat.DELIMITED), "this is a folder, and a file was expected");
        refuses(
                of(mixed.resolve("a.txt")).format(TextFormat.FILE_PER_CLASS),
                "this is a file, and a folder was expected");
        file("deep/a/x/1.txt", "x\n");
        file("deep/b/1.txt", "x\n");
        refuses(of(folder.resolve("deep")), "deep/a/x: it is a folder inside that of a class");
    }

    @Test
    void bytesOfAnotherCharset() throws IOException {
        var file = folder.resolve("latin.txt");
        Files.write(file, "a caf\nb na\u00EFve\n".getBytes(StandardCharsets.ISO_8859_1));
        refuses(of(file), "latin.txt, row 2: there are bytes that are not UTF-8", "--charset ISO-8859-1");
        Files.write(file, "a x\nb y\n".getBytes(StandardCharsets.UTF_16));
        refuses(of(file), "row 1: there are bytes that are not UTF-8");
    }

    @Test
    void linesWithoutEnd() throws IOException {
        var million = "word ".repeat(200_000);
        var rows = "a " + million + "\nb " + million + "1\na x\nb y\n" + "a ccc\nb ddd\n".repeat(9);
        TextDataset.load(of(file("long.txt", rows)).tokens(Tokens.WORDS).build(), 0);
        refuses(
                of(file("endless.txt", "a " + "x".repeat(TextReader.MOST_CHARACTERS))),
                "row 1: the line has more than");
        refuses(
                of(file("endless.csv", "label,text\na,\"" + "x\n".repeat(TextReader.MOST_CHARACTERS))),
                "row 2: it has more than 16777216 characters");
    }

    @Test
    void plainTextsThatAreTooShort() throws IOException {
        for (var text : new String[] {"", "a", "abc", "abcdef", "\uFEFF"}) {
            assertThatThrownBy(() -> PlainTextDataset.load(
                            new PlainTextOptions.Builder()
                                    .data(file("p.txt", text))
                                    .build(),
                            0))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("p.txt: it leaves ");
        }
        assertThatThrownBy(() -> PlainTextDataset.load(
                        new PlainTextOptions.Builder()
                                .data(file("p.txt", "a".repeat(100)))
                                .build(),
                        0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a single token again and again");
        assertThatThrownBy(() -> PlainTextDataset.load(
                        new PlainTextOptions.Builder().data(folder).build(), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("this is a folder");
        assertThatThrownBy(() -> new PlainTextOptions.Builder()
                        .data(folder)
                        .window(5)
                        .stride(6)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The stride is 6 and the window 5");
    }

    @Test
    void pipesAreRefusedAndNotWaitedFor() {
        var device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));
        assertThatThrownBy(() -> TextDataset.load(of(device).build(), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("/dev/null: this is no regular file; copy what it gives into one");
    }

    @Test
    void rowsWithoutEndAreRefused() throws IOException {
        refuses(
                of(file("fields.csv", "label,text\n" + ",".repeat(TextReader.MOST_CHARACTERS + 1))),
                "row 2: it has more than 16777216 characters");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void unknownLongLabelsAreSaidAtOnce() throws IOException {
        var longName = "x".repeat(200_000);
        refuses(
                of(file("t.csv", "label,text\n" + ROWS + (longName + ",one\n").repeat(2)))
                        .test(file("v.csv", "label,text\n" + "y".repeat(200_000) + ",one\n")),
                "v.csv, row 2: the label \"yyyy");
    }
}
