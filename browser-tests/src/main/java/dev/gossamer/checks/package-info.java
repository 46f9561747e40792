/**
 * Checks in plain Java that run on the JVM and, through TeaVM, in a page: one body, two platforms.
 *
 * <p>A {@link dev.gossamer.checks.Check} has a name, the files it needs and a body; {@link
 * dev.gossamer.checks.Checks} lists them all. What a check records must be the same, bit for bit,
 * on both sides. The JUnit class {@code CheckRegistryTest} turns each into the tests {@code
 * jvm:name} and {@code wasm:name}.
 */
package dev.gossamer.checks;
