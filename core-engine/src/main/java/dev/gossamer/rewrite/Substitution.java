package dev.gossamer.rewrite;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import dev.gossamer.rewrite.Term.Apply;
import dev.gossamer.rewrite.Term.Data;
import dev.gossamer.rewrite.Term.Existing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces outputs of nodes by terms and rebuilds the graph once: nodes and constants that nobody
 * needs any more are left out, ids stay dense, graph inputs and the names of graph outputs stay.
 *
 * <p>Each replacement says that a value equals an expression over earlier values, so any set of
 * them may be applied together.
 */
public final class Substitution {
  private final Graph graph;
  private final Term[] terms;
  private int count;

  public Substitution(Graph graph) {
    this.graph = graph;
    this.terms = new Term[graph.values().size()];
  }

  /**
   * Replaces every use of a node's output. The term may only use values made before that node.
   *
   * @throws IllegalArgumentException if the value is an input or a constant, or already replaced
   */
  public void replace(Value value, Term term) {
    if (graph.producer(value).isEmpty() || terms[value.id()] != null) {
      throw new IllegalArgumentException(value + " is not the output of a node, or was replaced");
    }
    terms[value.id()] = term;
    count++;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /**
   * The new graph; the same graph if nothing was replaced.
   *
   * @param report told which nodes got another name because they make a graph output now
   */
  public Graph apply(RewriteReport.Builder report) {
    if (isEmpty()) {
      return graph;
    }
    Rebuild rebuild = new Rebuild();
    Graph rebuiltGraph = rebuild.graph();
    report.renamed(rebuild.renames);
    return rebuiltGraph;
  }

  /** One pass backward for what is needed, one forward that builds. */
  private final class Rebuild {
    private final boolean[] needed = new boolean[terms.length];
    private final String[] outputNames = new String[terms.length];
    private final Value[] rebuilt = new Value[terms.length];
    private final Graph.Builder builder = Graph.builder(graph.name());
    private final Map<String, String> renames = new HashMap<>();

    Graph graph() {
      for (Value output : graph.outputs()) {
        needed[output.id()] = true;
        outputNames[source(output).id()] = output.name();
      }
      List<Node> nodes = graph.nodes();
      for (int i = nodes.size() - 1; i >= 0; i--) {
        markInputs(nodes.get(i));
      }
      for (Value input : graph.inputs()) {
        rebuilt[input.id()] = builder.input(input.name(), input.type(), input.shape());
      }
      for (Value value : graph.values()) {
        if (needed[value.id()] && graph.isConstant(value)) {
          rebuilt[value.id()] = builder.constant(value.name(), graph.constant(value).orElseThrow());
        }
      }
      for (Node node : nodes) {
        emit(node);
      }
      for (Value output : graph.outputs()) {
        builder.output(rebuilt[output.id()]);
      }
      return builder.build();
    }

    /** Follows replacements of a value by another value. */
    private Value source(Value value) {
      Value at = value;
      while (terms[at.id()] instanceof Existing existing) {
        at = existing.value();
      }
      return at;
    }

    private void markInputs(Node node) {
      for (Value output : node.outputs()) {
        if (needed[output.id()] && terms[output.id()] != null) {
          mark(terms[output.id()]);
        }
      }
      if (keeps(node)) {
        for (Value input : node.inputs()) {
          needed[input.id()] = true;
        }
      }
    }

    private void mark(Term term) {
      switch (term) {
        case Existing existing -> needed[existing.value().id()] = true;
        case Data data -> {}
        case Apply apply -> {
          for (Term input : apply.inputs()) {
            mark(input);
          }
        }
      }
    }

    /** True if some needed output of the node is not replaced. */
    private boolean keeps(Node node) {
      for (Value output : node.outputs()) {
        if (needed[output.id()] && terms[output.id()] == null) {
          return true;
        }
      }
      return false;
    }

    private void emit(Node node) {
      if (keeps(node)) {
        List<Value> inputs = new ArrayList<>(node.inputs().size());
        for (Value input : node.inputs()) {
          inputs.add(rebuilt[input.id()]);
        }
        String outputName = node.outputs().size() == 1 ? outputNames[node.output().id()] : null;
        List<Value> results = builder.addLike(node, named(node.name(), outputName), inputs);
        for (int i = 0; i < results.size(); i++) {
          rebuilt[node.outputs().get(i).id()] = results.get(i);
        }
      }
      for (Value output : node.outputs()) {
        Term term = terms[output.id()];
        if (needed[output.id()] && term != null) {
          Value result = build(term, outputNames[output.id()]);
          if (!result.shape().equals(output.shape())) {
            throw new IllegalStateException(
                "replacing " + output + " by " + result + " changes its shape");
          }
          rebuilt[output.id()] = result;
        }
      }
    }

    private Value build(Term term, String outputName) {
      return switch (term) {
        case Existing existing -> rebuilt[existing.value().id()];
        case Data data -> builder.constant(data.name(), data.constant());
        case Apply apply -> {
          Value[] inputs = new Value[apply.inputs().size()];
          for (int i = 0; i < inputs.length; i++) {
            inputs[i] = build(apply.inputs().get(i), null);
          }
          yield builder.add(named(apply.name(), outputName), apply.op(), inputs);
        }
      };
    }

    private String named(String name, String outputName) {
      if (outputName == null || outputName.equals(name)) {
        return name;
      }
      renames.put(name, outputName);
      return outputName;
    }
  }
}
