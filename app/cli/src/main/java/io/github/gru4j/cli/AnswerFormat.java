package io.github.gru4j.cli;

/** How answers are written. */
enum AnswerFormat {
    /** Comma-separated values, with a header. */
    CSV,
    /** An object of JSON in each line. */
    JSONL
}
