package io.github.gru4j.layer.kernel.onednn;

/** The passes over batches of one size, made when they are first needed. */
final class Passes implements RecentlyUsed.Closing {

    /** @param threads for which oneDNN plans a pass */
    record Size(long rows, long steps, int threads) {}

    private final CellSize cell;
    private final Size size;
    private GruPass inference;
    private GruPass training;
    private GruPass backward;

    Passes(CellSize cell, Size size) {
        this.cell = cell;
        this.size = size;
    }

    GruPass inference() {
        if (inference == null) {
            inference = GruPass.forward(cell, size.rows, size.steps, false);
        }
        return inference;
    }

    GruPass training() {
        if (training == null) {
            training = GruPass.forward(cell, size.rows, size.steps, true);
        }
        return training;
    }

    GruPass backward() {
        if (backward == null) {
            backward = GruPass.backward(cell, size.rows, size.steps, training());
        }
        return backward;
    }

    @Override
    public void close() {
        for (var pass : new GruPass[] {inference, training, backward}) {
            if (pass != null) {
                pass.close();
            }
        }
    }
}
