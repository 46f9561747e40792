/** Compiled modules on the JVM, in GraalWasm: the very bytes that a page runs, for checking. */
package dev.gossamer.models.wasm;
