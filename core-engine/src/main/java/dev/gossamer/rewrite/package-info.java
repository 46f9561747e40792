/**
 * Small named rules that turn a graph into an equal, cheaper one. A {@link
 * dev.gossamer.rewrite.Rule} sees the whole graph; most are {@link dev.gossamer.rewrite.NodeRule}s,
 * which state that the output of one node equals a {@link dev.gossamer.rewrite.Term} over values
 * made earlier. {@link dev.gossamer.rewrite.Rewriter} runs a list of rules until none applies and
 * reports what fired where.
 */
package dev.gossamer.rewrite;
