/**
 * How files of rows and columns are read. Internal: not part of the API.
 */
package io.github.gru4j.datasets.internal.csv;
