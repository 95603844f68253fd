/** Models of Keras. */
package io.github.gru4j.importer.keras;
