/**
 * Runs a graph with portable kernels over float arrays, four-dimensional values channels first; the
 * judge of every other way to run it. {@link dev.gossamer.interpret.Interpreter} is the way in;
 * {@link dev.gossamer.interpret.Kernels} says which kernel runs which operator. Shares no code with
 * planning and code generation beyond {@code graph} and {@code sparse}.
 */
package dev.gossamer.interpret;
