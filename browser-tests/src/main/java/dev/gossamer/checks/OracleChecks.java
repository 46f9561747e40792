package dev.gossamer.checks;

import dev.gossamer.Gossamer;
import dev.gossamer.Model;
import dev.gossamer.SeededInput;
import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Real models against the outputs of an independent runtime, for the input of seed 12345. */
final class OracleChecks {
  private OracleChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    for (Oracle oracle : Oracle.ALL) {
      checks.add(new Check("oracle/" + oracle.name(), oracle.files(), run -> compare(oracle, run)));
    }
    return checks;
  }

  private static void compare(Oracle oracle, CheckRun run) {
    Model model = Gossamer.load(run.file(oracle.model()));
    Expect.equal(oracle.outputs(), model.outputs().size(), "number of outputs");
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (TensorInfo input : model.inputs()) {
      inputs.put(input.name(), SeededInput.tensor(Oracle.SEED, input.shape()));
    }
    Map<String, Tensor> outputs = model.run(inputs);
    for (int i = 0; i < oracle.outputs(); i++) {
      float[] actual = outputs.get(model.outputs().get(i).name()).data();
      float[] expected = run.floats(oracle.output(i));
      Expect.close(expected, actual, oracle.relative(), oracle.absolute(), "output " + i);
    }
    model.close();
  }
}
