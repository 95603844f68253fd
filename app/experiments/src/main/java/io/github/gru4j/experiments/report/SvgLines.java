package io.github.gru4j.experiments.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins the pieces of a curve. XChart draws each piece as a line of its own, which begins its dashes anew, so that short pieces
 * look solid, and takes ten times the room.
 */
final class SvgLines {

    private static final Pattern LINE = Pattern.compile(
            "<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>");

    private SvgLines() {}

    /** Lines that follow one another, each beginning where the last one ended, become one polyline. */
    static String joined(String svg) {
        var text = new StringBuilder(svg.length());
        Matcher line = LINE.matcher(svg);
        int written = 0;
        boolean found = line.find();
        while (found) {
            String style = line.group(1);
            int start = line.start();
            int end = line.end();
            int pieces = 1;
            String last = line.group(3) + "," + line.group(5);
            var points = new StringBuilder(line.group(2) + "," + line.group(4) + " " + last);
            found = line.find();
            while (found
                    && line.start() == end
                    && line.group(1).equals(style)
                    && last.equals(line.group(2) + "," + line.group(4))) {
                last = line.group(3) + "," + line.group(5);
                points.append(' ').append(last);
                end = line.end();
                pieces++;
                found = line.find();
            }
            text.append(svg, written, start);
            if (pieces == 1) {
                text.append(svg, start, end);
            } else {
                text.append("<polyline style=\"")
                        .append(style)
                        .append("\" points=\"")
                        .append(points)
                        .append("\"/>");
            }
            written = end;
        }
        return text.append(svg, written, svg.length()).toString();
    }
}
