package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void everyColumnIsAsWideAsItsWidestCell() {
        assertThat(Columns.align(List.of(List.of("a", "bb"), List.of("ccc", "d"), List.of("", ""))))
                .containsExactly("a    bb", "ccc  d", "");
    }
}
