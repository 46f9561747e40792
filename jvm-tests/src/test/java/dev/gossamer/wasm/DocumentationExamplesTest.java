package dev.gossamer.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.WasmDisassembler;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type opens with an example, and the example compiles and runs. */
class DocumentationExamplesTest {
  private static final Path SOURCES =
      ProjectFolders.root().resolve("core-engine/src/main/java/dev/gossamer/wasm");

  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\n(.*?)\n \\* }</pre>", Pattern.DOTALL);

  @TempDir static Path classes;

  static List<String> types() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("package-info"))
          .sorted()
          .toList();
    }
  }

  @BeforeAll
  static void compileAllExamples() throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (String type : types()) {
      sources.add(source("ExampleOf" + type, example(type)));
    }
    StringWriter messages = new StringWriter();
    String classPath = System.getProperty("java.class.path");
    List<String> options =
        List.of("-d", classes.toString(), "-cp", classPath, "-proc:none", "-nowarn");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    compiler.getTask(messages, null, null, options, null, sources).call();
    assertThat(messages.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void runs(String type) throws Exception {
    URL[] path = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      Object result = loader.loadClass("ExampleOf" + type).getMethod("run").invoke(null);
      if (result != null) {
        assertThat(WasmDisassembler.disassemble((byte[]) result)).startsWith("(module\n");
      }
    }
  }

  private static String example(String type) throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(SOURCES.resolve(type + ".java")));
    assertThat(example.find()).as("%s has an example", type).isTrue();
    return example.group(1).replaceAll("(?m)^ \\* ?", "");
  }

  /** A class whose method {@code run} is the example and gives its module, if it has one. */
  private static JavaFileObject source(String name, String example) {
    String result = example.contains("byte[] wasm =") ? "wasm" : "null";
    String source =
        "import dev.gossamer.wasm.*;\npublic class %s {\npublic static byte[] run() {\n%s\nreturn %s;\n}\n}\n"
            .formatted(name, example, result);
    URI uri = URI.create("string:///" + name + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
