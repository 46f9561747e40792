package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import dev.gossamer.models.evaluate.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The loss of a student against its teacher (Hinton et al., 2015; Romero et al., FitNets, 2015):
 * outputs by their kind, and what the linear 1x1 convolutions at the ends of blocks compute, where
 * both networks have one of the same name and shape.
 */
final class Distillation {
  private static final float BLOCK_WEIGHT = 3;

  /** A value of the student and the teacher's counterpart, by their ids. */
  record Pair(int student, int teacher) {}

  /** The loss to minimise, and the part of it that tells quality: see {@link #describe}. */
  record Loss(NDArray total, NDArray quality) {}

  private final Task task;
  private final List<Pair> outputs = new ArrayList<>();
  private final List<Pair> blocks = new ArrayList<>();
  private final int extent;

  Distillation(Graph student, Graph teacher) {
    task = Task.of(teacher);
    extent = teacher.inputs().get(0).shape().dim(1);
    // World landmarks are the fourth output: MediaPipe's published sparse network has none.
    int given = student.outputs().size();
    if (given != teacher.outputs().size() && !(task == Task.HAND && given == 3)) {
      throw new IllegalArgumentException(
          "the teacher has " + teacher.outputs().size() + " outputs, the student " + given);
    }
    for (int i = 0; i < given; i++) {
      Value mine = student.outputs().get(i);
      Value its = teacher.outputs().get(i);
      if (!mine.shape().equals(its.shape())) {
        throw new IllegalArgumentException(
            "output " + i + " of the teacher is " + its + ", of the student " + mine);
      }
      outputs.add(new Pair(mine.id(), its.id()));
    }
    Map<String, Value> byName = new HashMap<>();
    teacher.nodes().stream()
        .filter(Distillation::endsBlock)
        .forEach(node -> byName.put(node.name(), node.output()));
    for (Node node : student.nodes()) {
      Value its = byName.get(node.name());
      if (endsBlock(node) && its != null && its.shape().equals(node.output().shape())) {
        blocks.add(new Pair(node.output().id(), its.id()));
      }
    }
  }

  private static boolean endsBlock(Node node) {
    return node.op() instanceof Op.Conv2d convolution
        && convolution.activation() == Activation.NONE
        && node.output().shape().dim(1) > 1;
  }

  Set<Integer> studentValues() {
    Set<Integer> ids = new HashSet<>();
    outputs.forEach(pair -> ids.add(pair.student()));
    blocks.forEach(pair -> ids.add(pair.student()));
    return ids;
  }

  Set<Integer> teacherValues() {
    Set<Integer> ids = new HashSet<>();
    outputs.forEach(pair -> ids.add(pair.teacher()));
    blocks.forEach(pair -> ids.add(pair.teacher()));
    return ids;
  }

  int blocks() {
    return blocks.size();
  }

  /** What {@link Loss#quality} is. */
  String describe() {
    return switch (task) {
      case HAND -> "landmark distance in shares of the palm";
      case MASK -> "cross-entropy of the mask";
      case DETECTOR -> "distance of boxes and logits";
      case OTHER -> "relative squared error of the outputs";
    };
  }

  Loss loss(Map<Integer, NDArray> student, Map<Integer, NDArray> teacher) {
    NDArray quality;
    NDArray total;
    switch (task) {
      case HAND -> {
        NDArray presence = teacher.get(outputs.get(1).teacher());
        quality = Losses.landmarks(mine(student, 0), its(teacher, 0), presence);
        total = Scaling.times(quality, 5);
        total = total.add(Scaling.times(Losses.crossEntropy(mine(student, 1), presence), 0.5f));
        total =
            total.add(Scaling.times(Losses.crossEntropy(mine(student, 2), its(teacher, 2)), 0.3f));
        if (outputs.size() > 3) {
          total = total.add(Scaling.times(Losses.world(mine(student, 3), its(teacher, 3)), 0.3f));
        }
      }
      case MASK -> {
        quality = Losses.crossEntropy(mine(student, 0), its(teacher, 0));
        total = quality.add(Losses.overlap(mine(student, 0), its(teacher, 0)));
      }
      case DETECTOR -> {
        quality =
            Losses.detector(
                mine(student, 0), mine(student, 1), its(teacher, 0), its(teacher, 1), extent);
        total = quality;
      }
      default -> {
        quality = Losses.relative(mine(student, 0), its(teacher, 0));
        for (int i = 1; i < outputs.size(); i++) {
          quality = quality.add(Losses.relative(mine(student, i), its(teacher, i)));
        }
        total = quality;
      }
    }
    if (!blocks.isEmpty()) {
      NDArray sum = null;
      for (Pair pair : blocks) {
        NDArray error = Losses.relative(student.get(pair.student()), teacher.get(pair.teacher()));
        sum = sum == null ? error : sum.add(error);
      }
      total = total.add(Scaling.times(sum, BLOCK_WEIGHT / blocks.size()));
    }
    return new Loss(total, quality);
  }

  private NDArray mine(Map<Integer, NDArray> student, int output) {
    return student.get(outputs.get(output).student());
  }

  private NDArray its(Map<Integer, NDArray> teacher, int output) {
    return teacher.get(outputs.get(output).teacher());
  }
}
