// The reference of the interface: each declaration of gossamer.d.ts under a heading of its own.
import ts from 'typescript';

const INTRODUCTION = `# The interface

*Made from the package's types: \`gossamer.d.ts\`.* Explanations with examples are in [web.md](web.md), errors in
[troubleshooting.md](troubleshooting.md).
`;

/** What people look for comes first. */
const FIRST = ['load', 'LoadOptions', 'BackendOptions', 'Source', 'Progress', 'Model', 'RunOptions', 'ModelInputs', 'ModelInput'];

/**
 * @param {string} declarations the text of gossamer.d.ts
 * @returns {string} Markdown
 */
export function reference(declarations) {
  const file = ts.createSourceFile('gossamer.d.ts', declarations, ts.ScriptTarget.Latest);
  const parts = file.statements.map((statement) => [nameOf(statement), textOf(statement, file)]).filter(([name]) => name);
  const rank = ([name]) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  parts.sort((a, b) => rank(a) - rank(b) || a[0].localeCompare(b[0], 'en'));
  const sections = parts.map(([name, text]) => `## ${name}\n\n\`\`\`ts\n${text}\n\`\`\`\n`);
  return [INTRODUCTION, ...sections].join('\n');
}

function nameOf(statement) {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations[0].name.text;
  }
  return ts.isExportDeclaration(statement) ? undefined : statement.name?.text;
}

/** A declaration with its comment. */
function textOf(statement, file) {
  return statement
    .getFullText(file)
    .trim()
    .replace(/^\/\/\/.*\n/gm, '')
    .replace(/\texport declare |^export declare |^declare |^export /gm, '')
    .replaceAll('\t', '  ');
}
