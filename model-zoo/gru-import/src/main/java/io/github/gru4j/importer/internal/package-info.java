/** What the formats share and users do not call. */
package io.github.gru4j.importer.internal;
