package io.github.gru4j.experiments;

/**
 * Where a run took place.
 *
 * @param gru4j version of this library
 * @param dl4j version of Deeplearning4j and ND4J
 * @param backend ND4J backend
 * @param blas BLAS vendor
 * @param java version and vendor of the Java runtime
 * @param os name, version and architecture
 * @param cpu model name, as the system gives it
 * @param cores processors available to the JVM
 * @param threads ND4J's threads in one run
 * @param jobs runs that were trained side by side
 */
public record RunEnvironment(
        String gru4j,
        String dl4j,
        String backend,
        String blas,
        String java,
        String os,
        String cpu,
        int cores,
        int threads,
        int jobs) {}
