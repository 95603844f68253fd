/** DL4J's own model files, read with care and written whole. */
package io.github.gru4j.importer.dl4j;
