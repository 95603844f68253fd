package io.github.gru4j.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The kinds of data that an option is for; without this, it is for all. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface ForKinds {

    /** At least one. */
    DataKind[] value();
}
