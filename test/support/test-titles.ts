import ts from 'typescript';
import type { ProjectFile } from './project-files.js';

export interface TestTitle {
  /** Such as `test/tidy.spec.ts:12`. */
  readonly place: string;
  /** As it begins: up to the first value that is put in. */
  readonly title: string;
}

/** The title of every `test(…)`, `test.concurrent(…)` and `test.each(…)(…)` in a file. */
export function testTitles({ path, text }: ProjectFile): TestTitle[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const titles: TestTitle[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      titles.push({ place: `${path}:${line}`, title: beginningOf(node.arguments[0]) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

function isTest(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return ['test', 'it'].includes(called.text);
  if (ts.isPropertyAccessExpression(called)) return called.name.text === 'concurrent' && isTest(called.expression);
  return (
    ts.isCallExpression(called) &&
    ts.isPropertyAccessExpression(called.expression) &&
    isTest(called.expression.expression)
  );
}

function beginningOf(title: ts.Expression | undefined): string {
  if (title === undefined) return '';
  if (ts.isStringLiteralLike(title)) return title.text;
  return ts.isTemplateExpression(title) ? title.head.text : '';
}
