package dev.gossamer.models.cli;

import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files given with {@code --input}, matched to a model's inputs. */
final class InputFiles {
  private InputFiles() {}

  /**
   * @param arguments each {@code name=file}, or {@code file} if the model has one input
   * @return a tensor for every input
   * @throws CommandFailure if a name is unknown, given twice or missing, or a file does not fit
   */
  static Map<String, Tensor> read(List<String> arguments, List<TensorInfo> inputs) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String argument : arguments) {
      TensorInfo info = inputOf(argument, inputs);
      Path file = fileOf(argument, info);
      if (tensors.put(info.name(), FloatFile.read(file, info)) != null) {
        throw new CommandFailure(
            "input '"
                + info.name()
                + "' is given twice: expected one file, found "
                + argument
                + " as well; leave one out");
      }
    }
    for (TensorInfo info : inputs) {
      if (!tensors.containsKey(info.name())) {
        throw new CommandFailure(
            "input '"
                + info.name()
                + "' is missing: expected files for "
                + names(inputs)
                + ", found "
                + arguments
                + "; add --input '"
                + info.name()
                + "=FILE'");
      }
    }
    return tensors;
  }

  private static TensorInfo inputOf(String argument, List<TensorInfo> inputs) {
    for (TensorInfo info : inputs) {
      if (argument.startsWith(info.name() + "=")) {
        return info;
      }
    }
    if (inputs.size() == 1 && (argument.indexOf('=') < 0 || Path.of(argument).toFile().exists())) {
      return inputs.get(0);
    }
    throw new CommandFailure(
        "unknown input in '"
            + argument
            + "': expected NAME=FILE with one of the names "
            + names(inputs)
            + "; see 'gossamer inspect'");
  }

  private static Path fileOf(String argument, TensorInfo info) {
    String prefix = info.name() + "=";
    return Path.of(argument.startsWith(prefix) ? argument.substring(prefix.length()) : argument);
  }

  private static String names(List<TensorInfo> inputs) {
    return inputs.stream().map(info -> "'" + info.name() + "'").collect(Collectors.joining(", "));
  }
}
