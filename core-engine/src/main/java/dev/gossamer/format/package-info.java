/**
 * The {@code .goss} file, documented in docs/goss.md: the graph in TFLite's tables, its constants
 * in sections of our own, each in the storage that takes fewest bytes.
 *
 * <p>Reading: {@link dev.gossamer.format.GossReader} checks version, tables and checksum, {@link
 * dev.gossamer.format.GossSections} gives the operators their constants, {@link
 * dev.gossamer.format.SectionReader} unpacks one. Every fault is a {@link
 * dev.gossamer.ModelFormatException}.
 *
 * <p>Writing: {@link dev.gossamer.format.SectionStore} takes the constants, {@link
 * dev.gossamer.format.Packing} has the storages to choose from, {@link
 * dev.gossamer.format.GossWriter} puts the file together.
 */
package dev.gossamer.format;
