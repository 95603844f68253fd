package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The gates' blocks of a layer's parameters, or of their gradients; a layer passes the same arrays again and again. */
final class ParamViews {

    private final GruParams source;
    private final Gates<INDArray> w;
    private final Gates<INDArray> rw;
    private final Gates<INDArray> b;
    private final Gates<INDArray> rb;

    ParamViews(GruParams source, long width) {
        this.source = source;
        this.w = Gates.columnsOf(source.w(), width);
        this.rw = Gates.columnsOf(source.rw(), width);
        this.b = source.b() == null ? null : Gates.partsOf(source.b(), width);
        this.rb = source.rb() == null ? null : Gates.partsOf(source.rb(), width);
    }

    boolean areOf(GruParams params) {
        return source.w() == params.w()
                && source.rw() == params.rw()
                && source.b() == params.b()
                && source.rb() == params.rb();
    }

    /** Each [nIn, H]. */
    Gates<INDArray> w() {
        return w;
    }

    /** Each [H, H]. */
    Gates<INDArray> rw() {
        return rw;
    }

    /** Each [H]; null without bias. */
    Gates<INDArray> b() {
        return b;
    }

    /** Each [H]; null without recurrent bias. */
    Gates<INDArray> rb() {
        return rb;
    }
}
