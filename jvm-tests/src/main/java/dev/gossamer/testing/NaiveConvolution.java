package dev.gossamer.testing;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import java.util.List;

/** Convolutions and fully connected layers, one output element at a time. */
final class NaiveConvolution {
  private NaiveConvolution() {}

  static NaiveTensor conv2d(Op.Conv2d op, List<NaiveTensor> in, Node node) {
    NaiveTensor x = in.get(0);
    NaiveTensor w = in.get(1);
    int groupInputs = w.dim(3);
    int groupOutputs = w.dim(0) / op.groups();
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          double sum = bias(in, i[3]);
          for (int ky = 0; ky < w.dim(1); ky++) {
            for (int kx = 0; kx < w.dim(2); kx++) {
              int y =
                  i[1] * op.stride().height() - op.padding().top() + ky * op.dilation().height();
              int c = i[2] * op.stride().width() - op.padding().left() + kx * op.dilation().width();
              for (int ic = 0; ic < groupInputs && inside(x, y, c); ic++) {
                int channel = i[3] / groupOutputs * groupInputs + ic;
                sum += x.at(i[0], y, c, channel) * w.at(i[3], ky, kx, ic);
              }
            }
          }
          return sum;
        });
  }

  static NaiveTensor depthwise(Op.DepthwiseConv2d op, List<NaiveTensor> in, Node node) {
    NaiveTensor x = in.get(0);
    NaiveTensor w = in.get(1);
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          double sum = bias(in, i[3]);
          for (int ky = 0; ky < w.dim(1); ky++) {
            for (int kx = 0; kx < w.dim(2); kx++) {
              int y =
                  i[1] * op.stride().height() - op.padding().top() + ky * op.dilation().height();
              int c = i[2] * op.stride().width() - op.padding().left() + kx * op.dilation().width();
              if (inside(x, y, c)) {
                sum += x.at(i[0], y, c, i[3] / op.multiplier()) * w.at(0, ky, kx, i[3]);
              }
            }
          }
          return sum;
        });
  }

  /** Scatters as TFLite's reference does, rather than gathering. */
  static NaiveTensor transpose(Op.TransposeConv2d op, List<NaiveTensor> in, Node node) {
    NaiveTensor x = in.get(0);
    NaiveTensor w = in.get(1);
    int[] dims = node.output().shape().dims();
    double[] out = NaiveTensor.build(dims, i -> bias(in, i[3])).data();
    for (int place = 0; place < x.elements(); place++) {
      int[] i = NaiveTensor.indexOf(place, new int[] {x.dim(0), x.dim(1), x.dim(2), x.dim(3)});
      for (int oc = 0; oc < dims[3]; oc++) {
        for (int ky = 0; ky < w.dim(1); ky++) {
          for (int kx = 0; kx < w.dim(2); kx++) {
            int y = i[1] * op.stride().height() - op.top() + ky;
            int c = i[2] * op.stride().width() - op.left() + kx;
            if (y >= 0 && y < dims[1] && c >= 0 && c < dims[2]) {
              out[((i[0] * dims[1] + y) * dims[2] + c) * dims[3] + oc] +=
                  x.flat(place) * w.at(oc, ky, kx, i[3]);
            }
          }
        }
      }
    }
    return new NaiveTensor(dims, out);
  }

  static NaiveTensor fullyConnected(List<NaiveTensor> in, Node node) {
    NaiveTensor x = in.get(0);
    NaiveTensor w = in.get(1);
    int inputs = w.dim(1);
    int outputs = w.dim(0);
    double[] out = new double[x.elements() / inputs * outputs];
    for (int place = 0; place < out.length; place++) {
      int row = place / outputs;
      int o = place % outputs;
      double sum = bias(in, o);
      for (int i = 0; i < inputs; i++) {
        sum += x.flat(row * inputs + i) * w.at(o, i);
      }
      out[place] = sum;
    }
    return new NaiveTensor(node.output().shape().dims(), out);
  }

  private static double bias(List<NaiveTensor> in, int channel) {
    return in.size() > 2 ? in.get(2).flat(channel) : 0;
  }

  private static boolean inside(NaiveTensor x, int y, int column) {
    return y >= 0 && y < x.dim(1) && column >= 0 && column < x.dim(2);
  }
}
