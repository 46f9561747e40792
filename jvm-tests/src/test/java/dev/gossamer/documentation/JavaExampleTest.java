package dev.gossamer.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.FencedBlocks;
import dev.gossamer.testing.FencedBlocks.Block;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java example compiles, runs beside its model, and prints what the README says. */
class JavaExampleTest {
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
  private static final Pattern MODEL = Pattern.compile("Path\\.of\\(\"([\\w.-]+)\\.tflite\"\\)");

  private final List<Block> blocks = FencedBlocks.of(ProjectFolders.root().resolve("README.md"));

  @Test
  void theExampleDoesWhatTheReadmeSays(@TempDir Path folder) throws Exception {
    Block example = only("java");
    String model = group(MODEL, example.code());
    Files.copy(ZooFiles.require(model), folder.resolve(model + ".tflite"));

    compile(example.code(), folder);

    assertThat(run(group(CLASS, example.code()), folder)).isEqualTo(only("text").code());
  }

  private Block only(String language) {
    List<Block> found = blocks.stream().filter(b -> b.language().equals(language)).toList();
    assertThat(found).as(language + " blocks").hasSize(1);
    return found.get(0);
  }

  private static String group(Pattern pattern, String code) {
    Matcher matcher = pattern.matcher(code);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher.group(1);
  }

  private static void compile(String code, Path folder) throws IOException {
    Path source = folder.resolve(group(CLASS, code) + ".java");
    Files.writeString(source, code);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-Xlint:all",
            "-Werror",
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString());
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }

  private static String run(String mainClass, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + System.getProperty("path.separator") + absoluteClassPath(),
                mainClass)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }

  private static String absoluteClassPath() {
    String separator = System.getProperty("path.separator");
    return String.join(
        separator,
        List.of(System.getProperty("java.class.path").split(Pattern.quote(separator))).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }
}
