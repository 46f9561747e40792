package dev.gossamer.models.prune.obs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.pattern.Mask;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Unstructured;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer of 8 outputs and 12 inputs that depend on each other, as activations do. */
class LayerSolverTest {
  private static final int ROWS = 8;
  private static final int COLUMNS = 12;
  private static final int PLACES = 301;
  private static final double RIDGE = 0.01;
  private static final double BIAS_RIDGE = 1e-6;

  private final double[][] dense = inputs(1);
  private final double[][] own = disturbed(dense, 2);
  private final PrunableLayer layer = layer(3);
  private final float[] bias = {1, -1, 0.5f, 0, 2, -2, 0.25f, 3};

  @Test
  void momentsAreMeansOfProducts() {
    Moments moments = moments(own, dense);
    double sum = 0;
    double target = 0;
    for (int place = 0; place < PLACES; place++) {
      sum += own[place][3] * own[place][7];
      target += own[place][3] * output(dense[place], 5);
    }

    assertThat(moments.places()).isEqualTo(PLACES);
    assertThat(moments.own(3, 7)).isCloseTo(sum / PLACES, within(1e-12));
    assertThat(moments.own(7, 3)).isEqualTo(moments.own(3, 7));
    assertThat(moments.own(COLUMNS, COLUMNS)).isEqualTo(1);
    assertThat(moments.target(3, weightsOf(5))).isCloseTo(target / PLACES, within(1e-9));
  }

  /** The least squares solution with a ridge towards the old weights, by Gaussian elimination. */
  @Test
  void refitIsTheSolutionOfTheNormalEquations() {
    Mask mask = new Unstructured().select(random(ROWS * COLUMNS, 9), ROWS, COLUMNS, 0.5);

    LayerSolver.Result result = solver(own, dense).refit(mask);

    for (int row = 0; row < ROWS; row++) {
      double[] expected = normalEquations(row, mask);
      for (int column = 0; column < COLUMNS; column++) {
        assertThat(result.weights()[row * COLUMNS + column])
            .isCloseTo((float) expected[column], within(1e-5f));
      }
      assertThat(result.bias()[row]).isCloseTo((float) expected[COLUMNS], within(1e-5f));
    }
  }

  @Test
  void withTheSameInputsAndNothingPrunedWeightsStay() {
    LayerSolver.Result result = solver(dense, dense).prune(new Unstructured(), 0, 3);

    for (int i = 0; i < ROWS * COLUMNS; i++) {
      assertThat(result.weights()[i]).isCloseTo(layer.weights()[i], within(1e-5f));
    }
  }

  /** Every weight is tried: the one that goes is the one whose loss the others make good best. */
  @Test
  void theFirstWeightToGoCostsLeast() {
    LayerSolver solver = solver(dense, dense);
    int chosen = -1;
    double least = Double.MAX_VALUE;
    for (int gone = 0; gone < ROWS * COLUMNS; gone++) {
      boolean[] keep = Mask.all(ROWS, COLUMNS).keep();
      keep[gone] = false;
      LayerSolver.Result refit = solver.refit(new Mask(ROWS, COLUMNS, keep));
      double cost = penalised(refit, gone / COLUMNS);
      if (cost < least) {
        least = cost;
        chosen = gone;
      }
    }

    LayerSolver.Result result = solver.prune(new Unstructured(), 1.0 / (ROWS * COLUMNS), 1);

    assertThat(result.mask().kept()).isEqualTo(ROWS * COLUMNS - 1);
    assertThat(result.mask().keep()[chosen]).isFalse();
  }

  /** With nothing gone the error is 0, so what is left without a weight is the weight's own. */
  @Test
  void saliencyIsTheErrorThatTheOthersCannotMakeGood() {
    LayerSolver solver = solver(dense, dense);
    float[] saliency = solver.saliency();
    for (int gone = 0; gone < ROWS * COLUMNS; gone++) {
      boolean[] keep = Mask.all(ROWS, COLUMNS).keep();
      keep[gone] = false;
      LayerSolver.Result refit = solver.refit(new Mask(ROWS, COLUMNS, keep));

      assertThat((double) saliency[gone])
          .isCloseTo(penalised(refit, gone / COLUMNS), withinPercentage(0.1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unstructured", "2x1", "4x1", "1x4", "4x4", "2:4", "2:4/4"})
  void errorIsLessThanThatOfMagnitudeAtTheSameSparsity(String text) {
    Pattern pattern = Pattern.parse(text);
    Mask magnitude =
        pattern.select(Criterion.MAGNITUDE_L1.importance(layer.weights()), ROWS, COLUMNS, 0.5);

    LayerSolver.Result solved = solver(own, dense).prune(pattern, 0.5, 3);
    LayerSolver.Result refitted = solver(own, dense).refit(magnitude);
    LayerSolver.Result plain =
        new LayerSolver.Result(magnitude.apply(layer.weights()), bias, magnitude);

    assertThat(solved.mask().kept()).isEqualTo(magnitude.kept());
    assertThat(error(solved, own))
        .isLessThan(0.9 * error(plain, own))
        .isLessThan(1.001 * error(refitted, own));
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      assertThat(solved.weights()[i] != 0f).isEqualTo(solved.mask().keep()[i]);
    }
  }

  @Test
  void inputsThatAreAlwaysZeroLoseTheirWeightsFirst() {
    for (double[] place : dense) {
      place[4] = 0;
      place[9] = 0;
    }

    LayerSolver.Result result = solver(dense, dense).prune(new Unstructured(), 1 / 6.0, 3);

    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        assertThat(result.mask().keeps(row, column)).isEqualTo(column != 4 && column != 9);
      }
    }
    assertThat(error(result, dense)).isLessThan(1e-6);
  }

  /** What a constant input gave, the bias gives. */
  @Test
  void weightsOfConstantInputsGoIntoTheBias() {
    boolean[] keep = Mask.all(ROWS, COLUMNS).keep();
    for (double[] place : dense) {
      place[2] = 3;
    }
    for (int row = 0; row < ROWS; row++) {
      keep[row * COLUMNS + 2] = false;
    }

    LayerSolver.Result result = solver(dense, dense).refit(new Mask(ROWS, COLUMNS, keep));

    for (int row = 0; row < ROWS; row++) {
      float constant = 3 * layer.weights()[row * COLUMNS + 2];
      assertThat(result.bias()[row]).isCloseTo(bias[row] + constant, within(1e-3f));
    }
    assertThat(error(result, dense)).isLessThan(1e-6);
  }

  @Test
  void allMayGo() {
    LayerSolver.Result result = solver(own, dense).prune(new Unstructured(), 1, 3);

    assertThat(result.weights()).containsOnly(0f);
    double mean = 0;
    for (double[] place : dense) {
      mean += output(place, 0) / PLACES;
    }
    assertThat(result.bias()[0]).isCloseTo((float) mean, within(1e-4f));
  }

  private LayerSolver solver(double[][] x, double[][] target) {
    return new LayerSolver(moments(x, target), layer, bias);
  }

  private static Moments moments(double[][] x, double[][] target) {
    Moments moments = new Moments(COLUMNS + 1);
    for (int place = 0; place < PLACES; place++) {
      moments.add(x[place], target[place]);
    }
    moments.finish();
    return moments;
  }

  private double[] weightsOf(int row) {
    double[] weights = new double[COLUMNS + 1];
    for (int column = 0; column < COLUMNS; column++) {
      weights[column] = layer.weights()[row * COLUMNS + column];
    }
    weights[COLUMNS] = bias[row];
    return weights;
  }

  private double output(double[] place, int row) {
    double sum = 0;
    double[] weights = weightsOf(row);
    for (int i = 0; i <= COLUMNS; i++) {
      sum += weights[i] * place[i];
    }
    return sum;
  }

  /** Mean squared error over all places and outputs. */
  private double error(LayerSolver.Result result, double[][] x) {
    double error = 0;
    for (int row = 0; row < ROWS; row++) {
      error += error(result, row, x) / ROWS;
    }
    return error;
  }

  private double error(LayerSolver.Result result, int row, double[][] x) {
    double error = 0;
    for (int place = 0; place < PLACES; place++) {
      double sum = result.bias()[row];
      for (int column = 0; column < COLUMNS; column++) {
        sum += result.weights()[row * COLUMNS + column] * x[place][column];
      }
      error += Math.pow(sum - output(dense[place], row), 2) / PLACES;
    }
    return error;
  }

  /** What the solver minimises: the error and the ridge. */
  private double penalised(LayerSolver.Result result, int row) {
    double cost = error(result, row, dense);
    double ridge = ridge(dense);
    for (int column = 0; column < COLUMNS; column++) {
      int i = row * COLUMNS + column;
      cost += ridge * Math.pow(result.weights()[i] - layer.weights()[i], 2);
    }
    return cost;
  }

  private static double ridge(double[][] x) {
    double sum = 0;
    for (double[] place : x) {
      for (int column = 0; column < COLUMNS; column++) {
        sum += place[column] * place[column] / PLACES;
      }
    }
    return RIDGE * sum / COLUMNS;
  }

  private double[] normalEquations(int row, Mask mask) {
    int size = COLUMNS + 1;
    double[][] system = new double[size][size + 1];
    double[] old = weightsOf(row);
    for (int i = 0; i < size; i++) {
      boolean kept = i == COLUMNS || mask.keeps(row, i);
      if (!kept) {
        system[i][i] = 1;
        continue;
      }
      for (double[] place : own) {
        for (int j = 0; j < size; j++) {
          boolean other = j == COLUMNS || mask.keeps(row, j);
          system[i][j] += other ? place[i] * place[j] / PLACES : 0;
        }
      }
      for (int place = 0; place < PLACES; place++) {
        system[i][size] += own[place][i] * output(dense[place], row) / PLACES;
      }
      double ridge = i == COLUMNS ? BIAS_RIDGE : ridge(own);
      system[i][i] += ridge;
      system[i][size] += ridge * old[i];
    }
    return eliminate(system);
  }

  private static double[] eliminate(double[][] system) {
    int size = system.length;
    for (int pivot = 0; pivot < size; pivot++) {
      for (int row = 0; row < size; row++) {
        double factor = row == pivot ? 0 : system[row][pivot] / system[pivot][pivot];
        for (int column = pivot; factor != 0 && column <= size; column++) {
          system[row][column] -= factor * system[pivot][column];
        }
      }
    }
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      solution[i] = system[i][size] / system[i][i];
    }
    return solution;
  }

  private static double[][] inputs(long seed) {
    Random random = new Random(seed);
    double[][] mixing = new double[COLUMNS][COLUMNS];
    for (double[] row : mixing) {
      for (int i = 0; i < COLUMNS; i++) {
        row[i] = random.nextGaussian();
      }
    }
    double[][] places = new double[PLACES][COLUMNS + 1];
    for (double[] place : places) {
      for (int source = 0; source < COLUMNS; source++) {
        double amount = random.nextGaussian() / (1 + source);
        for (int i = 0; i < COLUMNS; i++) {
          place[i] += amount * mixing[source][i];
        }
      }
      place[COLUMNS] = 1;
    }
    return places;
  }

  private static double[][] disturbed(double[][] places, long seed) {
    Random random = new Random(seed);
    double[][] result = new double[places.length][];
    for (int place = 0; place < result.length; place++) {
      result[place] = places[place].clone();
      for (int i = 0; i < COLUMNS; i++) {
        result[place][i] += 0.05 * random.nextGaussian();
      }
    }
    return result;
  }

  private static PrunableLayer layer(long seed) {
    Random random = new Random(seed);
    float[] weights = new float[ROWS * COLUMNS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    Graph.Builder builder = Graph.builder("layer");
    Value x = builder.input("x", Shape.of(1, 1, 1, COLUMNS));
    Value w = builder.constant("w", Constant.Floats.of(Shape.of(ROWS, 1, 1, COLUMNS), weights));
    Value y =
        builder.add(
            "y", new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE), x, w);
    return PrunableLayer.of(builder.output(y).build()).get(0);
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = random.nextFloat();
    }
    return floats;
  }
}
