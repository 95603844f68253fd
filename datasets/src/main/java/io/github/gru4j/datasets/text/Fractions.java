package io.github.gru4j.datasets.text;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Shares of the splits. */
record Fractions(double train, double validation, double test) {

    static final Fractions DEFAULT = new Fractions(0.70, 0.15, 0.15);

    private static final double ROUNDING = 1e-9;

    Fractions {
        if (!(train > 0 && validation > 0 && test > 0 && Math.abs(train + validation + test - 1) < ROUNDING)) {
            throw new IllegalArgumentException("The fractions of training, validation and test are " + train + ", "
                    + validation + " and " + test + "; each must be above 0, and together they must be 1.");
        }
    }

    /** Up to which share of the data training goes, when some splits have files of their own. */
    double trainEnd(boolean validationGiven, boolean testGiven) {
        return train / (train + (validationGiven ? 0 : validation) + (testGiven ? 0 : test));
    }

    /** Up to which share of the data validation goes. */
    double validationEnd(boolean validationGiven, boolean testGiven) {
        return testGiven ? 1 : validationGiven ? trainEnd(true, false) : train + validation;
    }

    /** For instance "70/15/15", "82/18" or "all for training". */
    String describe(boolean validationGiven, boolean testGiven) {
        double trainEnd = trainEnd(validationGiven, testGiven);
        if (validationGiven && testGiven) {
            return "all for training";
        }
        if (validationGiven || testGiven) {
            return percent(trainEnd) + "/" + percent(1 - trainEnd);
        }
        return percent(train) + "/" + percent(validation) + "/" + percent(test);
    }

    private static String percent(double share) {
        return new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(100 * share);
    }
}
