package io.github.gru4j.experiments;

import java.util.Arrays;
import java.util.Locale;

/** The settings that can be drawn; their names are those of the command line. */
@SuppressWarnings("ImmutableEnumChecker") // what is kept are lambdas without a state
enum TunedSetting {
    LEARNING_RATE((builder, value) -> builder.learningRate(Double.parseDouble(value))),
    SCHEDULE((builder, value) -> builder.schedule(one("schedule", RateSchedule.values(), value))),
    BATCH(true, (builder, value) -> builder.batchSize(Integer.parseInt(value))),
    OPTIMISER((builder, value) -> builder.optimiser(one("optimiser", Optimiser.values(), value))),
    MOMENTUM((builder, value) -> builder.momentum(Double.parseDouble(value))),
    CLIP_VALUE((builder, value) -> builder.clipValue(Double.parseDouble(value))),
    CLIP_NORM((builder, value) -> builder.clipNorm(Double.parseDouble(value))),
    DROPOUT((builder, value) -> builder.dropout(Double.parseDouble(value))),
    WEIGHT_DECAY((builder, value) -> builder.weightDecay(Double.parseDouble(value))),
    L2((builder, value) -> builder.l2(Double.parseDouble(value))),
    HIDDEN(true, (builder, value) -> builder.hidden(Integer.parseInt(value))),
    LAYERS(true, (builder, value) -> builder.layers(Integer.parseInt(value)));

    /** Changes a builder. */
    @FunctionalInterface
    private interface Setter {
        void set(RunSettings.Builder builder, String value);
    }

    private final boolean whole;
    private final Setter setter;

    TunedSetting(Setter setter) {
        this(false, setter);
    }

    TunedSetting(boolean whole, Setter setter) {
        this.whole = whole;
        this.setter = setter;
    }

    /** @throws IllegalArgumentException if there is none of this name; the message lists those there are */
    static TunedSetting of(String id) {
        return Arrays.stream(values())
                .filter(setting -> setting.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(ExperimentPlan.unknown(
                        "setting",
                        id,
                        Arrays.stream(values()).map(TunedSetting::id).toList())));
    }

    String id() {
        return name(this);
    }

    /** Whether its values are whole numbers. */
    boolean whole() {
        return whole;
    }

    /** Whether a network has more or fewer parameters with another value. */
    boolean changesSize() {
        return this == HIDDEN || this == LAYERS;
    }

    /** @throws IllegalArgumentException for a value that the setting does not take */
    void apply(RunSettings.Builder builder, String value) {
        try {
            setter.set(builder, value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "expected a " + (whole ? "whole number" : "number") + " for " + id() + ", found \"" + value + "\"",
                    e);
        }
    }

    /** Whether its values are names, which have no interval. */
    boolean named() {
        return this == SCHEDULE || this == OPTIMISER;
    }

    private static <E extends Enum<E>> E one(String what, E[] all, String value) {
        return Arrays.stream(all)
                .filter(one -> name(one).equals(value.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(ExperimentPlan.unknown(
                        what, value, Arrays.stream(all).map(TunedSetting::name).toList())));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
