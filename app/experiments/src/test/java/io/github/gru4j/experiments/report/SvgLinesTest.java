package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgLinesTest {

    @Test
    void piecesOfACurveBecomeOneLine() {
        String svg = "<g>" + line("a", 0, 1, 2, 3) + line("a", 1, 5, 3, 4) + line("b", 5, 6, 4, 4)
                + line("b", 7, 8, 4, 4) + "</g>";

        assertThat(SvgLines.joined(svg))
                .isEqualTo("<g><polyline style=\"a\" points=\"0,2 1,3 5,4\"/>" + line("b", 5, 6, 4, 4)
                        + line("b", 7, 8, 4, 4) + "</g>");
    }

    @Test
    void whatIsBetweenTwoPiecesKeepsThemApart() {
        String svg = line("a", 0, 1, 2, 3) + "<path/>" + line("a", 1, 5, 3, 4);

        assertThat(SvgLines.joined(svg)).isEqualTo(svg);
    }

    private static String line(String style, int x1, int x2, int y1, int y2) {
        return "<line style=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>".formatted(style, x1, x2, y1, y2);
    }
}
