package dev.gossamer.rewrite;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import dev.gossamer.rewrite.ChannelFlow.Role;
import java.util.Arrays;

/**
 * Which channels anybody reads. Channels that come from each other without being mixed (through a
 * depthwise convolution, a residual addition, a concatenation) are tied: they stay or go together.
 * Starting from the graph's outputs, a channel that stays makes everything its weights read stay.
 */
final class LiveChannels {
  private final Graph graph;
  private final ChannelFlow flow;
  private final ConstantChannels constants;

  /** Where the channels of each value start; channels of all values are numbered through. */
  private final int[] first;

  private final int[] owner;
  private final int[] parent;

  /** Circular lists of tied channels. */
  private final int[] nextTied;

  /** Per value the node that mixes channels to make it; null if another makes it. */
  private final Node[] mixers;

  private final boolean[] live;
  private final int[] pending;
  private int pendingCount;

  /** By the value that a node makes. */
  private final Reads[] readsOf;

  LiveChannels(Graph graph, ChannelFlow flow, ConstantChannels constants) {
    this.graph = graph;
    this.flow = flow;
    this.constants = constants;
    first = new int[graph.values().size() + 1];
    for (Value value : graph.values()) {
      first[value.id() + 1] = first[value.id()] + ChannelFlow.channels(value);
    }
    int count = first[first.length - 1];
    owner = new int[count];
    parent = new int[count];
    nextTied = new int[count];
    mixers = new Node[graph.values().size()];
    for (Node node : graph.nodes()) {
      if (flow.role(node) == Role.MIXES) {
        mixers[node.output().id()] = node;
      }
    }
    live = new boolean[count];
    pending = new int[count];
    readsOf = new Reads[graph.values().size()];
    for (Value value : graph.values()) {
      Arrays.fill(owner, first[value.id()], first[value.id() + 1], value.id());
    }
    for (int i = 0; i < count; i++) {
      parent[i] = i;
      nextTied[i] = i;
    }
    tieAll();
    markRoots();
    propagate();
    keepOnePerValue();
  }

  boolean isLive(Value value, int channel) {
    return live[find(first[value.id()] + channel)];
  }

  boolean areAllLive(Value value) {
    for (int id = first[value.id()]; id < first[value.id() + 1]; id++) {
      if (!live[find(id)]) {
        return false;
      }
    }
    return true;
  }

  /** The live channels of a value, ascending. */
  int[] live(Value value) {
    int channels = ChannelFlow.channels(value);
    int[] kept = new int[channels];
    int count = 0;
    for (int channel = 0; channel < channels; channel++) {
      if (isLive(value, channel)) {
        kept[count++] = channel;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private void tieAll() {
    for (Node node : graph.nodes()) {
      if (flow.role(node) != Role.TIES) {
        continue;
      }
      for (int output = 0; output < node.outputs().size(); output++) {
        for (int input = 0; input < node.inputs().size(); input++) {
          if (!graph.isConstant(node.input(input))) {
            tie(node, output, input);
          }
        }
      }
    }
  }

  private void tie(Node node, int output, int input) {
    int firstOutput = first[node.outputs().get(output).id()];
    int firstInput = first[node.input(input).id()];
    int channels = ChannelFlow.channels(node.outputs().get(output));
    if (ChannelFlow.keepsChannels(node, input)) {
      for (int channel = 0; channel < channels; channel++) {
        unite(firstOutput + channel, firstInput + channel);
      }
      return;
    }
    for (int channel = 0; channel < channels; channel++) {
      int from = ChannelFlow.source(node, output, channel, input);
      if (from >= 0) {
        unite(firstOutput + channel, firstInput + from);
      }
    }
  }

  /** Inputs and outputs of the graph and of opaque nodes stay whole. */
  private void markRoots() {
    graph.inputs().forEach(this::markAll);
    graph.outputs().forEach(this::markAll);
    for (Node node : graph.nodes()) {
      if (flow.role(node) == Role.OPAQUE) {
        node.inputs().forEach(this::markAll);
        node.outputs().forEach(this::markAll);
      }
    }
  }

  private void markAll(Value value) {
    for (int id = first[value.id()]; id < first[value.id() + 1]; id++) {
      mark(id);
    }
  }

  private void mark(int id) {
    int root = find(id);
    if (!live[root]) {
      live[root] = true;
      pending[pendingCount++] = root;
    }
  }

  private void propagate() {
    while (pendingCount > 0) {
      int root = pending[--pendingCount];
      int member = root;
      do {
        Node mixer = mixers[owner[member]];
        if (mixer != null) {
          markRead(mixer, member - first[owner[member]]);
        }
        member = nextTied[member];
      } while (member != root);
    }
  }

  private void markRead(Node node, int row) {
    Reads reads = readsOf[node.output().id()];
    if (reads == null) {
      reads = new Reads(node);
      readsOf[node.output().id()] = reads;
    }
    reads.markRow(row);
  }

  /** The input channels that the rows of a node have read so far. */
  private final class Reads {
    private final WeightCursor weights;
    private final int firstInput;

    /** By channel; those that fold into the bias count as read from the start. */
    private final boolean[] read;

    private int unread;

    Reads(Node node) {
      weights = new WeightCursor(graph.constant(node.input(1)).orElseThrow());
      firstInput = first[node.input(0).id()];
      boolean[] folds = constants.foldsIntoBias(node);
      read = folds == null ? new boolean[ChannelFlow.channels(node.input(0))] : folds;
      for (boolean channel : read) {
        unread += channel ? 0 : 1;
      }
    }

    /** Dense weights read everything in their first row; the others are not even looked at then. */
    void markRow(int row) {
      weights.open(row);
      while (unread > 0 && weights.next()) {
        int column = weights.column();
        int channel = column < read.length ? column : column % read.length;
        if (!read[channel]) {
          read[channel] = true;
          unread--;
          mark(firstInput + channel);
        }
      }
    }
  }

  /**
   * No extent may be zero, so a value that nobody reads at all keeps a channel; so do operands of
   * one channel that are stretched over many, which are tied to none of them.
   */
  private void keepOnePerValue() {
    for (int i = graph.values().size() - 1; i >= 0; i--) {
      boolean any = false;
      for (int id = first[i]; id < first[i + 1] && !any; id++) {
        any = live[find(id)];
      }
      if (!any) {
        mark(first[i]);
        propagate();
      }
    }
  }

  private int find(int id) {
    int root = id;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  private void unite(int a, int b) {
    int rootA = find(a);
    int rootB = find(b);
    if (rootA != rootB) {
      parent[rootB] = rootA;
      int next = nextTied[rootA];
      nextTied[rootA] = nextTied[rootB];
      nextTied[rootB] = next;
    }
  }
}
