package io.github.gru4j.datasets.digits;

import static io.github.gru4j.datasets.digits.Stroke.curve;
import static io.github.gru4j.datasets.digits.Stroke.line;

import java.util.List;

/** The ways in which people write each digit, as pen strokes. */
final class Glyphs {

    private static final List<List<List<Stroke>>> FORMS = List.of(
            List.of(List.of(curve(.5, .05, .22, .25, .2, .7, .5, .95, .8, .7, .78, .25, .5, .05))),
            List.of(
                    List.of(line(.5, .05, .5, .95)),
                    List.of(line(.3, .28, .54, .05, .54, .95)),
                    List.of(line(.3, .28, .52, .05, .52, .93), line(.3, .94, .74, .94))),
            List.of(
                    List.of(curve(.2, .27, .45, .05, .77, .2, .65, .5, .2, .93), line(.2, .93, .82, .93)),
                    List.of(curve(.22, .25, .45, .05, .76, .22, .55, .6, .24, .88, .3, .72, .5, .86, .82, .9))),
            List.of(
                    List.of(
                            curve(.22, .15, .5, .05, .76, .23, .45, .46),
                            curve(.45, .46, .8, .58, .76, .85, .48, .95, .2, .84)),
                    List.of(line(.22, .07, .76, .07, .46, .42), curve(.46, .42, .8, .56, .76, .84, .48, .95, .2, .84))),
            List.of(
                    List.of(line(.62, .05, .17, .64, .86, .64), line(.64, .38, .62, .95)),
                    List.of(line(.28, .08, .22, .54, .78, .54), line(.74, .08, .7, .95))),
            List.of(List.of(
                    line(.76, .07, .3, .07, .27, .45), curve(.27, .45, .55, .39, .79, .6, .7, .88, .44, .95, .2, .85))),
            List.of(List.of(curve(.68, .06, .38, .28, .22, .66, .36, .93, .66, .92, .76, .7, .56, .52, .28, .68))),
            List.of(
                    List.of(line(.2, .08, .8, .08, .42, .95)),
                    List.of(line(.2, .08, .8, .08, .42, .95), line(.32, .5, .74, .5))),
            List.of(List.of(
                    curve(.5, .47, .26, .27, .5, .05, .74, .27, .5, .47, .22, .73, .5, .95, .78, .73, .5, .47))),
            List.of(
                    List.of(curve(.74, .28, .5, .06, .26, .26, .42, .5, .74, .3, .72, .6, .6, .95)),
                    List.of(curve(.74, .28, .5, .06, .26, .26, .42, .5, .74, .3, .74, .7, .5, .95, .26, .86))));

    private Glyphs() {}

    /** All forms of a digit, each a list of strokes. */
    static List<List<Stroke>> of(int digit) {
        return FORMS.get(digit);
    }
}
