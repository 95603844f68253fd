package io.github.gru4j.importer.keras;

import org.deeplearning4j.nn.modelimport.keras.KerasLayer;

/** The only class besides {@link KerasGru} that needs DL4J's importer, so that everything else works without its jar. */
final class Dl4jRegistration {

    private Dl4jRegistration() {}

    static void register() {
        KerasLayer.registerCustomLayer("GRU", KerasGru.class);
        KerasLayer.registerCustomLayer("CuDNNGRU", KerasGru.class);
    }
}
