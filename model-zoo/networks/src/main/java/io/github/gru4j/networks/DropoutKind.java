package io.github.gru4j.networks;

import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;

/** What dropout does to the values it hits; DL4J's kinds, all with a share p of values. In use, nothing is dropped. */
public enum DropoutKind {
    /** Values become 0 with probability p, the others grow by 1 / (1 - p) (Srivastava et al. 2014). */
    STANDARD {
        @Override
        IDropout between(double share) {
            return new Dropout(1 - share);
        }
    },

    /** Every value is multiplied by a number drawn around 1, with variance p / (1 - p) (Srivastava et al. 2014, section 10). */
    GAUSSIAN {
        @Override
        IDropout between(double share) {
            return new GaussianDropout(share);
        }
    },

    /**
     * Values become -1.758 with probability p, then all are scaled and shifted so that a mean of 0 and a variance of 1 stay (Klambauer
     * et al. 2017, for SELU).
     */
    ALPHA {
        @Override
        IDropout between(double share) {
            return new AlphaDropout(1 - share);
        }
    },

    /**
     * As {@link #STANDARD}, but of whole features: one is dropped at all steps of a sequence or at none (Tompson et al. 2015; Keras'
     * SpatialDropout1D). Before the output layer, to which DL4J hands single steps, it is {@link #STANDARD}.
     */
    SPATIAL {
        @Override
        IDropout between(double share) {
            return new SpatialDropout(1 - share);
        }

        @Override
        IDropout beforeOutput(double share) {
            return STANDARD.between(share);
        }
    };

    /** For [batch, size, time], between recurrent layers. */
    abstract IDropout between(double share);

    /** For [rows, size], before the output layer. */
    IDropout beforeOutput(double share) {
        return between(share);
    }
}
