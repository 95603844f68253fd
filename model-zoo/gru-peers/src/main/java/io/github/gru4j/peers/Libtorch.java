package io.github.gru4j.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** PyTorch's native library through DJL: loads it and carries arrays to it and back. */
public final class Libtorch {

    private static final String ENGINE = "PyTorch";

    private Libtorch() {}

    /**
     * Loads the native library. It is unpacked beside the classes of this module.
     *
     * @throws UnsatisfiedLinkError if there is none for this platform on the class path
     */
    public static void load() {
        // Without the natives' jar DJL would download them.
        if (Libtorch.class.getResource("/native/lib/pytorch.properties") == null) {
            throw new UnsatisfiedLinkError("no ai.djl.pytorch:pytorch-native-cpu on the class path");
        }
        // By themselves DJL and its JNA unpack to the user's home, and DJL counts its users.
        var cache = cache();
        for (var property : List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "jna.tmpdir")) {
            System.setProperty(property, cache.toString());
        }
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // It looks for a GPU, and warns when there is none that it could use.
        System.setProperty("org.slf4j.simpleLogger.log.ai.djl.util.cuda", "error");
        Engine.getEngine(ENGINE);
    }

    private static Path cache() {
        var here = URI.create(Libtorch.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        try {
            return Files.createDirectories(Path.of(here).resolveSibling("djl"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder to unpack libtorch to", e);
        }
    }

    static NDManager manager() {
        return NDManager.newBaseManager(ENGINE);
    }

    static NDArray array(NDManager manager, INDArray array) {
        var shape = new Shape(array.shape());
        return array.dataType() == DataType.DOUBLE
                ? manager.create(Flat.doubles(array), shape)
                : manager.create(Flat.floats(array), shape);
    }

    /** An array that backward passes leave a gradient with. */
    static NDArray variable(NDManager manager, INDArray array) {
        var variable = array(manager, array);
        variable.setRequiresGradient(true);
        return variable;
    }

    static INDArray array(NDArray array) {
        var flat = array.getDataType() == ai.djl.ndarray.types.DataType.FLOAT64
                ? Nd4j.createFromArray(array.toDoubleArray())
                : Nd4j.createFromArray(array.toFloatArray());
        return flat.reshape(array.getShape().getShape());
    }
}
