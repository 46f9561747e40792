// The reference of the interface: each declaration of gossamer.d.ts under a heading of its own.
import ts from 'typescript';

const INTRODUCTION = `# The interface

*Made from the package's types: \`gossamer.d.ts\`.* Explanations with examples are in [web.md](web.md), errors in
[troubleshooting.md](troubleshooting.md).
`;

/** What people look for comes first. */
const FIRST = ['load', 'LoadOptions', 'BackendOptions', 'Source', 'Progress', 'Model', 'RunOptions', 'ModelInputs', 'ModelInput'];

/** Of the vision pipelines. */
const VISION_FIRST = ['HandTracker', 'HandTrackerOptions', 'FaceDetector', 'FaceMesh', 'FaceMeshOptions', 'SelfieSegmenter', 'VisionOptions'];

/**
 * @param {string} engine the text of gossamer.d.ts
 * @param {string} vision the text of gossamer-vision.d.ts
 * @returns {string} Markdown
 */
export function reference(engine, vision) {
  const own = sections(engine, FIRST);
  const texts = new Set(own.map(([, text]) => text));
  const further = sections(vision, VISION_FIRST).filter(([, text]) => !texts.has(text));
  const titles = new Set(own.map(([name]) => name));
  // Both have a `configure`; headings, and so the links to them, differ.
  const visions = further.map(([name, text]) => [titles.has(name) ? `${name} of gossamer/vision` : name, text]);
  return [
    INTRODUCTION,
    `\`gossamer\`: ${contents(own)}\n\n\`gossamer/vision\`: ${contents(visions)}\n`,
    ...own.map(markdown),
    '# gossamer/vision\n\n*Made from `gossamer-vision.d.ts`; explained in [vision.md](vision.md).*\n',
    ...visions.map(markdown),
  ].join('\n');
}

function contents(sections) {
  const seen = new Map();
  return sections
    .map(([title]) => {
      const anchor = title.toLowerCase().replaceAll(' ', '-').replaceAll('/', '');
      // As renderers of Markdown do: of headings that differ in case only, the second one gets a number.
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return `[${title}](#${anchor}${before ? `-${before}` : ''})`;
    })
    .join(' · ');
}

function markdown([title, text]) {
  return `## ${title}\n\n\`\`\`ts\n${text}\n\`\`\`\n`;
}

function sections(declarations, first) {
  const file = ts.createSourceFile('types.d.ts', declarations, ts.ScriptTarget.Latest);
  const parts = file.statements.map((statement) => [nameOf(statement), textOf(statement, file)]).filter(([name]) => name);
  const rank = ([name]) => (first.includes(name) ? first.indexOf(name) : first.length);
  return parts.sort((a, b) => rank(a) - rank(b) || a[0].localeCompare(b[0], 'en'));
}

function nameOf(statement) {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations[0].name.text;
  }
  // What is exported again, and the global's name, say nothing of their own.
  const isName = ts.isExportDeclaration(statement) || ts.isNamespaceExportDeclaration(statement);
  return isName ? undefined : statement.name?.text;
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
