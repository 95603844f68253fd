package io.github.gru4j.cli;

import io.github.gru4j.experiments.ExperimentPlan;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Values of an enum as the command line names them, in lower case and with hyphens.
 *
 * @param <E> the enum
 */
abstract class EnumNames<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {

    private final Class<E> type;

    EnumNames(Class<E> type) {
        this.type = type;
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> List<String> all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(EnumNames::name).toList();
    }

    @Override
    public E convert(String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(ExperimentPlan.unknown("value", value, all(type))));
    }

    @Override
    public Iterator<String> iterator() {
        return all(type).iterator();
    }

    /** Of {@code --kind}. */
    static final class Kinds extends EnumNames<DataKind> {
        Kinds() {
            super(DataKind.class);
        }
    }

    /** Of {@code --schedule}. */
    static final class Schedules extends EnumNames<io.github.gru4j.experiments.RateSchedule> {
        Schedules() {
            super(io.github.gru4j.experiments.RateSchedule.class);
        }
    }

    /** Of {@code --optimiser}. */
    static final class Optimisers extends EnumNames<io.github.gru4j.experiments.Optimiser> {
        Optimisers() {
            super(io.github.gru4j.experiments.Optimiser.class);
        }
    }

    /** Of {@code --dropout-kind}. */
    static final class DropoutKinds extends EnumNames<io.github.gru4j.networks.DropoutKind> {
        DropoutKinds() {
            super(io.github.gru4j.networks.DropoutKind.class);
        }
    }

    /** Of {@code --loss}. */
    static final class Losses extends EnumNames<io.github.gru4j.experiments.Loss> {
        Losses() {
            super(io.github.gru4j.experiments.Loss.class);
        }
    }
}
