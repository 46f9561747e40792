package dev.gossamer.interpret;

import dev.gossamer.SeededInput;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.tflite.TfliteReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints how long the interpreter takes for models of the zoo, warm and on one thread, and which
 * operators take it. Arguments: names of models (default: the two hand models that have a target).
 * Milliseconds of wall clock, and of CPU, which on a busy machine is the one to read.
 */
final class InterpreterTiming {
  private static final int WARM_UP_RUNS = 60;
  private static final int RUNS = 60;

  private InterpreterTiming() {}

  public static void main(String[] arguments) throws IOException {
    List<String> names =
        arguments.length > 0
            ? List.of(arguments)
            : List.of("hand_landmark_sparse", "hand_landmark_full");
    for (String name : names) {
      byte[] file = Files.readAllBytes(Zoo.standard().fetch(name, ProgressListener.NONE));
      time(name, RewriteOptions.ALL.rewriter().rewrite(TfliteReader.read(file)).graph());
    }
  }

  private static void time(String name, Graph graph) {
    Interpreter interpreter = new Interpreter(graph);
    float[][] inputs = new float[graph.inputs().size()][];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = SeededInput.floats(12345, graph.inputs().get(i).shape().elements());
    }
    for (int run = 0; run < WARM_UP_RUNS; run++) {
      interpreter.run(inputs);
    }
    long[] wall = new long[RUNS];
    long[] cpu = new long[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long startCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long start = System.nanoTime();
      interpreter.run(inputs);
      wall[run] = System.nanoTime() - start;
      cpu[run] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpu;
    }
    Arrays.sort(wall);
    Arrays.sort(cpu);
    System.out.printf(
        "%s: wall min %.1f median %.1f ms, CPU min %.1f median %.1f ms, activations %.1f MB%n",
        name,
        wall[0] / 1e6,
        wall[RUNS / 2] / 1e6,
        cpu[0] / 1e6,
        cpu[RUNS / 2] / 1e6,
        interpreter.activationFloats() * 4 / 1e6);
    printOperators(interpreter, inputs);
  }

  /** Sums, per operator, of each node's fastest run. */
  private static void printOperators(Interpreter interpreter, float[][] inputs) {
    Map<Node, Long> fastest = new IdentityHashMap<>();
    for (int run = 0; run < RUNS; run++) {
      interpreter.run(inputs, (node, nanos, outputs) -> fastest.merge(node, nanos, Math::min));
    }
    Map<String, Long> byOperator = new TreeMap<>();
    fastest.forEach((node, nanos) -> byOperator.merge(node.op().label(), nanos, Long::sum));
    byOperator.forEach(
        (label, nanos) -> System.out.printf("  %-20s %.2f ms%n", label, nanos / 1e6));
  }
}
