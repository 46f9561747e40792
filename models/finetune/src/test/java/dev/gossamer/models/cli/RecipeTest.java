package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The commands of a model's card give the model that is shipped, bit for bit. Of the cards' recipes
 * this one needs no training: two minutes, not half an hour.
 */
class RecipeTest {
  private static final Path CARDS =
      Path.of(System.getProperty("gossamer.root", "../..")).resolve("models/sparse");

  @TempDir Path folder;

  @Test
  void theBackgroundsCardGivesTheShippedModel() throws IOException {
    Path people = shared().resolve("people");
    Assumptions.assumeTrue(Files.isDirectory(people), people + " is not here");
    requireModel("selfie_segmentation");

    for (String command : commands(CARDS.resolve("background.md"))) {
      run(command.replace("PEOPLE", people.toString()));
    }

    assertThat(folder.resolve("selfie_segmentation_50.goss"))
        .hasSameBinaryContentAs(CARDS.resolve("selfie_segmentation_50.goss"));
  }

  /** The lines of a card's {@code sh} block, continued ones joined, without {@code ./gossamer}. */
  private static List<String> commands(Path card) throws IOException {
    String block = Files.readString(card).split("```sh\n")[1].split("```")[0];
    List<String> lines = block.replace("\\\n", " ").lines().toList();
    assertThat(lines).isNotEmpty().allMatch(line -> line.startsWith("./gossamer "));
    return lines.stream().map(line -> line.substring("./gossamer ".length())).toList();
  }

  private void run(String command) {
    String[] arguments = command.trim().split(" +");
    for (int i = 1; i < arguments.length; i++) {
      arguments[i] = inFolder(arguments[i]);
    }
    boolean trains = List.of("crops", "finetune").contains(arguments[0]);
    CommandLine program =
        trains
            ? dev.gossamer.finetune.Main.program()
            : Main.program(new CommandContext(Zoo.standard(), Terminal.NONE));
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int exitCode = program.setOut(writer).setErr(writer).execute(arguments);
    assertThat(exitCode).as(command + "\n" + said).isZero();
  }

  /** What a command writes or reads by a name of its own lies in the test's folder. */
  private String inFolder(String argument) {
    boolean isFile = argument.equals("crops") || argument.matches("[^/]+\\.(tflite|goss)");
    return isFile ? folder.resolve(argument).toString() : argument;
  }

  private static Path shared() {
    return Path.of(
        System.getProperty("gossamer.shared", CARDS.resolve("../../../shared/data").toString()));
  }

  private static void requireModel(String name) {
    try {
      Zoo.standard().fetch(name, ProgressListener.NONE);
    } catch (ZooException missing) {
      Assumptions.abort(name + " cannot be had here: " + missing.getMessage());
    }
  }
}
