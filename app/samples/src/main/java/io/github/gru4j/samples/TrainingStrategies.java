package io.github.gru4j.samples;
public final class TrainingStrategies {
    private TrainingStrategies() {}
    public static void main(String... args) {}
}
