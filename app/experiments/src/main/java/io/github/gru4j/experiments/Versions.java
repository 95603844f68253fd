package io.github.gru4j.experiments;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Versions of this library and of ND4J, as their jars state them. */
public final class Versions {

    private static final String GRU4J = ofArtifact("io.github.gru4j", "experiments", "development");
    private static final String DL4J = ofArtifact("org.nd4j", "nd4j-api", EnvironmentProbe.UNKNOWN);

    private Versions() {}

    /** This library's; "development" for classes that are not in a jar. */
    public static String gru4j() {
        return GRU4J;
    }

    /** Deeplearning4j's and ND4J's, which go together. */
    public static String dl4j() {
        return DL4J;
    }

    private static String ofArtifact(String group, String artifact, String otherwise) {
        String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = Versions.class.getResourceAsStream(resource)) {
            if (in == null) {
                return otherwise;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
