package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReaderTest {

    @TempDir
    Path folder;

    private List<String> lines(byte[] bytes, Charset charset) throws IOException {
        var file = Files.write(folder.resolve("lines.txt"), bytes);
        var lines = new ArrayList<String>();
        TextLines.read(file, charset, (row, line) -> {
            assertThat(row).isEqualTo(lines.size() + 1);
            lines.add(line);
        });
        return lines;
    }

    private List<String> lines(String text) throws IOException {
        return lines(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void allLineEndsAreOne() throws IOException {
        assertThat(lines("a\nb\r\nc\rd\r\n\r\ne")).containsExactly("a", "b", "c", "d", "", "e");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("a\n\n")).containsExactly("a", "");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void lineEndsAndCharactersMayStandOnTheSeamOfTwoBuffers() throws IOException {
        for (int length = 65_533; length < 65_539; length++) {
            var line = "x".repeat(length);
            assertThat(lines(line + "\r\n\uD83D\uDE00" + line + "\u00E9\r\nend"))
                    .containsExactly(line, "\uD83D\uDE00" + line + "\u00E9", "end");
        }
    }

    @Test
    void aByteOrderMarkIsSkippedOnceAlone() throws IOException {
        assertThat(lines("\uFEFFa\n\uFEFFb")).containsExactly("a", "\uFEFFb");
        assertThat(lines("\uFEFFa".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE))
                .containsExactly("a");
        assertThat(lines("a\nb".getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16))
                .containsExactly("a", "b");
    }

    @Test
    void malformedBytesAreToldByTheirRow() {
        assertThatThrownBy(
                        () -> lines("a\nb\ncaf\u00E9\nd".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("lines.txt")
                        + ", row 3: there are bytes that are not UTF-8; save the file as UTF-8, or give --charset"
                        + " ISO-8859-1 or whatever it was written in");
        assertThatThrownBy(() -> lines(new byte[] {'a', '\n', (byte) 0xC3}, StandardCharsets.UTF_8))
                .hasMessageContaining("row 2");
        assertThatThrownBy(() -> lines(new byte[] {'a', 0, 'b'}, StandardCharsets.UTF_16LE))
                .hasMessageContaining("not UTF-16LE");
    }

    @Test
    void latin1IsReadAsLatin1() throws IOException {
        assertThat(lines("caf\u00E9".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
                .containsExactly("caf\u00E9");
    }

    @Test
    void foldersAndMissingFilesAreErrorsOfOneLine() {
        assertThatThrownBy(() -> TextReader.open(folder, StandardCharsets.UTF_8))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + ": this is a folder, and a file was expected; name a file in it");
        assertThatThrownBy(() -> TextReader.open(folder.resolve("none"), StandardCharsets.UTF_8))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void fieldsInQuotesHoldAnything() throws IOException {
        var file = Files.writeString(folder.resolve("rows.csv"), "a,\"b \"\"c\"\", \nd\",\r\n\n,\"\"\nlast \"x\"");
        try (var rows = new DelimitedRows(TextReader.open(file, StandardCharsets.UTF_8), ',', true)) {
            assertThat(rows.next()).containsExactly("a", "b \"c\", \nd", "");
            assertThat(rows.row()).isEqualTo(1);
            assertThat(rows.next()).containsExactly("");
            assertThat(rows.row()).isEqualTo(3);
            assertThat(rows.next()).containsExactly("", "");
            assertThat(rows.next()).containsExactly("last \"x\"");
            assertThat(rows.next()).isNull();
        }
        try (var rows = new DelimitedRows(TextReader.open(file, StandardCharsets.UTF_8), ',', false)) {
            assertThat(rows.next()).containsExactly("a", "\"b \"\"c\"\"", " ");
        }
    }
}
