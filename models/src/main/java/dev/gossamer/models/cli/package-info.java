/**
 * The command line: one class per command, and apart from them what they need to print and to fail
 * well.
 */
package dev.gossamer.models.cli;
