package io.github.gru4j.datasets.internal.csv;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {

    @TempDir
    private Path folder;

    private List<String> rows(byte[] bytes, Charset charset) throws IOException {
        var rows = new ArrayList<String>();
        try (var lines = new CsvLines(Files.write(folder.resolve("rows.csv"), bytes), charset)) {
            while (lines.next()) {
                rows.add(lines.text());
                assertThat(lines.row()).isEqualTo(rows.size());
            }
            assertThat(lines.row()).isEqualTo(rows.size());
        }
        return rows;
    }

    private List<String> rows(String text) throws IOException {
        return rows(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void rowsAreLinesWithoutTheirEnds() throws IOException {
        assertThat(rows("a\nb\r\nc")).containsExactly("a", "b", "c");
        assertThat(rows("a\n\n \t\r\n")).containsExactly("a");
        assertThat(rows("")).isEmpty();
        assertThat(rows("\n\n")).isEmpty();
    }

    @Test
    void aRowMayStandOnTheSeamOfTwoBuffersOrBeLongerThanOne() throws IOException {
        for (int length : new int[] {(1 << 18) - 2, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 3 << 18}) {
            var line = "x".repeat(length);
            assertThat(rows(line + "\r\n\u00E9" + line + "\nend")).containsExactly(line, "\u00E9" + line, "end");
        }
    }

    @Test
    void theByteOrderMarkIsThatOfUtf8() throws IOException {
        assertThat(rows("\uFEFFa\n\uFEFFb")).containsExactly("a", "\uFEFFb");
        assertThat(rows("\uFEFFa".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .containsExactly("\u00EF\u00BB\u00BFa");
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                Arguments.of("a\n\n \nb\n", ", row 2: this row is empty, and rows follow"),
                Arguments.of("\r\nb\n", ", row 1: this row is empty, and rows follow"),
                Arguments.of("a\rb\rc", ", row 1: a carriage return is within this row"),
                Arguments.of("a\nb\r\r\n", ", row 2: a carriage return is within this row"),
                Arguments.of("a\ncaf\u00E9\n", ", row 2: there are bytes that are not UTF-8; save the file as UTF-8"),
                Arguments.of("\u001F\u008B\b\u0000\n", ": this file is compressed with gzip"),
                Arguments.of("\u00FE\u00FF\u0000a", ": this file is UTF-16 text"),
                Arguments.of("\u00FF\u00FEa\u0000", ": this file is UTF-16 text"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void defectsAreToldWithTheirRow(String bytes, String message) {
        assertThatThrownBy(() -> rows(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder.resolve("rows.csv") + message);
    }

    @Test
    void rowsWithoutEndDoNotFillTheMemory() {
        assertThatThrownBy(() -> rows("a\n" + "x".repeat(65 << 20)))
                .hasMessageContaining(", row 2: this row is longer than 64 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "Shift_JIS", "GB18030", "EUC-JP"})
    void charsetsThatKeepAsciiAreRead(String name) {
        assertThat(CsvLines.reads(Charset.forName(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-32", "IBM037", "ISO-2022-JP", "ISO-2022-KR", "ISO-2022-CN"})
    void charsetsThatDoNotAreNone(String name) {
        assertThat(CsvLines.reads(Charset.forName(name))).isFalse();
    }
}
