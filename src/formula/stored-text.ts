/**
 * A formula is stored as it was typed, but for its names: each becomes ids with the label it had, so that it follows a
 * column whose label changes, and says which column it meant when that is gone. Shown, it has today's labels.
 */
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { bindNames, readStoredName, usedNames } from './bind.ts';
import { MAX_STORED_CHARACTERS } from './limits.ts';
import { writeName } from './name-brackets.ts';
import {
  columnOf,
  findTarget,
  isSameName,
  spaceAfter,
  writePath,
  type BoundName,
  type Names,
  type Step
} from './names.ts';
import { parseFormula } from './parse.ts';
import { resolveName, type NameUse } from './resolve-name.ts';
import type { Name } from './syntax-tree.ts';

export interface FormulaText {
  readonly names: Names;
  /** The table whose rows the formula is for. */
  readonly table: string;
  readonly text: string;
}

/** Typed or shown text → stored text. Refused where a name leads nowhere. */
export function storedText({ names, table, text }: FormulaText): Result<string> {
  const tree = parseFormula(text);
  if (!tree.ok) return tree;
  const bindings = bindNames(names, table, tree.value);
  if (!bindings.ok) return bindings;
  const pieces = [...bindings.value].flatMap(([node, bound]): readonly Piece[] =>
    bound.kind === 'gone' || readStoredName(node.text) ? [] : [{ node, text: `#${writePath(bound.name)}|${node.text}` }]
  );
  const stored = replaceNames(text, pieces);
  if (stored.length > MAX_STORED_CHARACTERS)
    return refuse('formula-too-long', { characters: stored.length, limit: MAX_STORED_CHARACTERS });
  return succeed(stored);
}

/** Stored text → what people read and edit. Text that is no formula comes back as it is. */
export function shownText({ names, table, text }: FormulaText, language: 'zh' | 'en'): string {
  const tree = parseFormula(text, MAX_STORED_CHARACTERS);
  if (!tree.ok) return text;
  const known = new Map<string, string>();
  const pieces = usedNames(tree.value).flatMap(({ node, use }): readonly Piece[] => {
    const stored = readStoredName(node.text);
    if (!stored) return [];
    if (!findTarget(names, stored.path)) return [{ node, text: stored.label }];
    const key = `${use} ${node.text}`;
    const label = known.get(key) ?? labelOf({ names, table, name: stored.path, language, use });
    known.set(key, label);
    return [{ node, text: label }];
  });
  return replaceNames(text, pieces);
}

interface Piece {
  readonly node: Name;
  readonly text: string;
}

function replaceNames(text: string, pieces: readonly Piece[]): string {
  let result = '';
  let end = 0;
  for (const { node, text: name } of pieces.toSorted((a, b) => a.node.at - b.node.at)) {
    result += text.slice(end, node.at) + writeName(name);
    end = node.at + node.length;
  }
  return result + text.slice(end);
}

interface Labelling {
  readonly names: Names;
  readonly table: string;
  readonly name: BoundName;
  readonly language: 'zh' | 'en';
  readonly use: NameUse;
}

/** The shortest text that means this name and no other; ids where labels are shared. */
function labelOf({ names, table, name, language, use }: Labelling): string {
  const plain = labelsAlong(names, name, language);
  const behindGroup = `${names.space(name.home)?.label[language] ?? name.home}.${plain}`;
  const found = [plain, behindGroup].find((text) => {
    const resolved = resolveName(names, { table, text, use });
    return resolved.kind === 'found' && isSameName(resolved.name, name);
  });
  return found ?? `#${writePath(name)}`;
}

function labelsAlong(names: Names, { home, steps, column }: BoundName, language: 'zh' | 'en'): string {
  const labels: string[] = [];
  let space = home;
  for (const step of steps) {
    labels.push(labelOfStep(names, { space, step, language }));
    space = spaceAfter(names, space, step) ?? space;
  }
  const last = columnOf(names.space(space), column)?.label[language] ?? column;
  return [...labels, last].join('.');
}

interface StepAt {
  readonly space: string;
  readonly step: Step;
  readonly language: 'zh' | 'en';
}

/** A table that refers to this one twice is named with the column by which it does. */
function labelOfStep(names: Names, { space, step, language }: StepAt): string {
  if (step.kind === 'reference') return columnOf(names.space(space), step.column)?.label[language] ?? step.column;
  const source = names.space(step.from);
  const label = source?.label[language] ?? step.from;
  if (names.referrers(space).filter(({ from }) => from === step.from).length < 2) return label;
  const by = step.by[0] ?? '';
  return `${label}:${columnOf(source, by)?.label[language] ?? by}`;
}
