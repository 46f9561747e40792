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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * The commands of a model's card give the model that is shipped, bit for bit. A recipe without
 * training takes a few minutes. Those with training take half an hour and more each, and are tried
 * with {@code -Dgossamer.recipes=all} only.
 */
class RecipeTest {
  private static final Path CARDS =
      Path.of(System.getProperty("gossamer.root", "../..")).resolve("models/sparse");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "selfie_segmentation_50, background.md",
    "selfie_segmentation_70, background.md",
    "hand_landmark_51_2x1, hands.md",
    "hand_landmark_53, hands.md",
    "hand_landmark_60, hands.md",
    "hand_landmark_69, hands.md",
    "hand_landmark_69_2x1, hands.md",
    "hand_landmark_70_2x1, hands.md",
    "hand_landmark_78, hands.md",
    "face_detection_full_range_70, face.md",
  })
  void theCardsCommandsGiveTheShippedModel(String name, String card) throws IOException {
    List<String> recipe = recipe(CARDS.resolve(card), name + ".goss");
    if (recipe.stream().anyMatch(command -> command.startsWith("finetune "))) {
      Assumptions.assumeTrue(
          System.getProperty("gossamer.recipes", "").equals("all"),
          "recipes with training are tried with -Dgossamer.recipes=all only");
    }
    Map<String, Path> material = material();
    requireModel(recipe.get(0).split(" ")[1]);
    for (String command : recipe) {
      List<String> arguments = new ArrayList<>(List.of(command.trim().split(" +")));
      arguments.replaceAll(
          argument ->
              material.containsKey(argument) ? material.get(argument).toString() : argument);
      run(command, arguments.toArray(String[]::new));
    }

    assertThat(folder.resolve(name + ".goss"))
        .hasSameBinaryContentAs(CARDS.resolve(name + ".goss"));
  }

  /** What the cards call the folders and files of pictures. */
  private static Map<String, Path> material() {
    Path shared =
        Path.of(
            System.getProperty(
                "gossamer.shared", CARDS.resolve("../../../shared/data").toString()));
    Map<String, Path> material =
        Map.of(
            "PEOPLE", shared.resolve("people"),
            "DIGITS", shared.resolve("hands/sign-language-digits"),
            "V1.mp4", shared.resolve("hands/hands_training_1.mp4"),
            "V2.mp4", shared.resolve("hands/hands_training_2.mp4"));
    material.values().forEach(path -> Assumptions.assumeTrue(Files.exists(path), path + " absent"));
    return material;
  }

  /** The commands of a card that lead to a file, in order, without {@code ./gossamer}. */
  private static List<String> recipe(Path card, String file) throws IOException {
    List<String> commands = new ArrayList<>();
    String[] parts = Files.readString(card).split("```sh\n");
    for (int i = 1; i < parts.length; i++) {
      commands.addAll(parts[i].split("```")[0].replace("\\\n", " ").lines().toList());
    }
    commands.removeIf(String::isBlank);
    assertThat(commands).isNotEmpty().allMatch(line -> line.startsWith("./gossamer "));
    Collections.reverse(commands);
    Set<String> needed = new HashSet<>(Set.of(file));
    List<String> recipe = new ArrayList<>();
    for (String command : commands) {
      List<String> words = List.of(command.trim().split(" +"));
      if (needed.contains(words.get(words.size() - 1))) {
        needed.addAll(words);
        recipe.add(0, command.substring("./gossamer ".length()));
      }
    }
    assertThat(recipe).as("commands that end with -o " + file).isNotEmpty();
    return recipe;
  }

  private void run(String command, String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      arguments[i] = inFolder(arguments[i]);
    }
    boolean trains = List.of("crops", "finetune", "hands").contains(arguments[0]);
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
    boolean isFile = argument.matches("crops|crops_1280|rendered|[^/]+\\.(tflite|goss)");
    return isFile ? folder.resolve(argument).toString() : argument;
  }

  private static void requireModel(String name) {
    try {
      Zoo.standard().fetch(name, ProgressListener.NONE);
    } catch (ZooException missing) {
      Assumptions.abort(name + " cannot be had here: " + missing.getMessage());
    }
  }
}
