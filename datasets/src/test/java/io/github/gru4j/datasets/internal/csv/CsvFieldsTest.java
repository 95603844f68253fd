package io.github.gru4j.datasets.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFieldsTest {

    @TempDir
    private Path folder;

    private List<String> texts(String row, Function<CsvLines, CsvFields> fields) throws IOException {
        try (var lines = new CsvLines(Files.writeString(folder.resolve("row.csv"), row), StandardCharsets.UTF_8)) {
            assertThat(lines.next()).isTrue();
            return fields.apply(lines).texts();
        }
    }

    private List<String> commas(String row) throws IOException {
        return texts(row, lines -> new CsvFields(lines, ','));
    }

    @Test
    void fieldsHaveNoBlanksAroundThem() throws IOException {
        assertThat(commas(" a ,\tb c\u2003,, d")).containsExactly("a", "b c", "", "d");
        assertThat(commas("a,")).containsExactly("a", "");
        assertThat(texts("a \t b\t", lines -> new CsvFields(lines, '\t'))).containsExactly("a", "b", "");
        assertThat(commas("1,".repeat(100_000))).hasSize(100_001);
    }

    @Test
    void quotedFieldsHoldDelimitersAndQuotes() throws IOException {
        assertThat(commas("\"a, \"\"\u00E9\"\"\" , \" b \",\"\"")).containsExactly("a, \"\u00E9\"", "b", "");
        assertThat(commas("\\,")).as("no sign of escape").containsExactly("\\", "");
    }

    @Test
    void quotesEndInTheirField() {
        assertThatThrownBy(() -> commas("a,\"b\"\",c\nd\"\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row 1: the quote that opens field 2 is not closed in its line; close it");
        assertThatThrownBy(() -> commas("\"a\"b"))
                .hasMessageContaining("row 1: there is text after the closing quote of field 1");
        assertThatThrownBy(() -> commas("a,5\" disk")).hasMessageContaining("row 1: there is a quote in field 2");
    }

    @Test
    void anyNumberOfBlanksMayStandBetween() throws IOException {
        assertThat(texts("  1.5 \t\t-2e1   a,b \"c \n", CsvFields::betweenBlanks))
                .containsExactly("1.5", "-2e1", "a,b", "\"c");
    }
}
