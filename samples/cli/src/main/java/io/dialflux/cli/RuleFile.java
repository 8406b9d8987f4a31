package io.dialflux.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Rules in a YAML file: a mapping from the names of flags, without their dashes, to a value or a
 * list of values, each as the flag takes it. What is wrong is told by line and column.
 */
final class RuleFile {
  private final Path file;

  private RuleFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all rules.
   *
   * @param known the names that there are
   * @throws IllegalArgumentException saying what is wrong where
   */
  static List<RuleText> read(Path file, Collection<String> known) throws IOException {
    return new RuleFile(file).rules(Files.readString(file), known);
  }

  private List<RuleText> rules(String yaml, Collection<String> known) {
    Optional<Node> root;
    try {
      root =
          new Compose(LoadSettings.builder().setLabel(file.toString()).build()).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      throw wrong(e.getProblemMark(), e.getProblem());
    } catch (YamlEngineException e) {
      throw wrong(Optional.empty(), "it is no YAML: " + e.getMessage());
    }
    List<RuleText> rules = new ArrayList<>();
    root.ifPresent(node -> read(node, known, rules));
    if (rules.isEmpty()) {
      throw wrong(Optional.empty(), "there is no rule in it");
    }
    return rules;
  }

  private void read(Node root, Collection<String> known, List<RuleText> rules) {
    if (!(root instanceof MappingNode mapping)) {
      throw wrong(root.getStartMark(), "it must be a mapping from rules to values");
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple rule : mapping.getValue()) {
      String name = scalar(rule.getKeyNode(), "the name of a rule must be a text");
      if (!known.contains(name)) {
        throw wrong(
            rule.getKeyNode().getStartMark(),
            "there is no rule '" + name + "' but " + String.join(", ", known));
      }
      if (!seen.add(name)) {
        throw wrong(rule.getKeyNode().getStartMark(), "the rule '" + name + "' is there twice");
      }
      values(name, rule.getValueNode(), rules);
    }
  }

  private void values(String name, Node value, List<RuleText> rules) {
    List<? extends Node> values =
        value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
    if (values.isEmpty()) {
      throw without(name, value);
    }
    for (Node one : values) {
      String text = scalar(one, "the value of '" + name + "' must be a text or a list of texts");
      if (text.isBlank()) {
        throw without(name, one);
      }
      rules.add(new RuleText(name, text, at(one.getStartMark())));
    }
  }

  /** It is more likely to be forgotten than meant, and would call people whom a rule protects. */
  private IllegalArgumentException without(String name, Node value) {
    return wrong(
        value.getStartMark(), "'" + name + "' has no value; a rule that is off is left out");
  }

  private String scalar(Node node, String otherwise) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(node.getStartMark(), otherwise);
  }

  private IllegalArgumentException wrong(Optional<Mark> mark, String message) {
    return new IllegalArgumentException(at(mark) + ": " + message);
  }

  /** Lines and columns count from 1, as in an editor. */
  private String at(Optional<Mark> mark) {
    return file
        + mark.map(m -> ", line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1))
            .orElse("");
  }
}
