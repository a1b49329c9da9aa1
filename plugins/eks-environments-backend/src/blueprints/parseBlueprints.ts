import { createHash } from 'node:crypto';
import { toError } from '@backstage/errors';
import { type Document, parseDocument } from 'yaml';
import { toDefinition } from './toDefinition';
import type { BlueprintProblem, LoadedBlueprint } from './types';

/** A file that may hold blueprints. */
export interface BlueprintFile {
  source: string;
  text: string;
}

/** What a file holds: its blueprints, and what is wrong with the rest of it. */
export interface ParsedBlueprints {
  blueprints: LoadedBlueprint[];
  problems: BlueprintProblem[];
}

/** Reads the YAML documents of a file. One that is wrong does not stop the others. */
export function parseBlueprints({
  source,
  text,
}: BlueprintFile): ParsedBlueprints {
  const result: ParsedBlueprints = { blueprints: [], problems: [] };
  const documents = splitDocuments(text);
  for (const [index, document] of documents.entries()) {
    const place = documents.length > 1 ? `${source}#${index + 1}` : source;
    const content = readYaml(document);
    if (content.kind === 'invalid') {
      const { message } = content;
      result.problems.push({ source: place, severity: 'error', message });
    } else if (content.kind === 'content') {
      readDocument(place, content.value, result);
    }
  }
  return result;
}

/** A line that begins with three dashes begins a document, whatever stands before it: even a quote that was never closed ends there. */
function splitDocuments(text: string): string[] {
  const parts = text.split(/^---(?=\s|$)/m);
  return parts.filter(
    (part, index) => index > 0 || !/^(\s*|[%#].*\n?)*$/.test(part),
  );
}

function readYaml(
  text: string,
):
  | { kind: 'content'; value: unknown }
  | { kind: 'empty' }
  | { kind: 'invalid'; message: string } {
  try {
    const document: Document = parseDocument(text, { version: '1.2' });
    const [error] = document.errors;
    if (error) {
      return { kind: 'invalid', message: error.message };
    }
    return document.contents === null
      ? { kind: 'empty' }
      : { kind: 'content', value: document.toJS() };
  } catch (error) {
    // Aliases that grow without end, and brackets without end.
    return {
      kind: 'invalid',
      message: `can't be read: ${toError(error).message}`,
    };
  }
}

function readDocument(
  source: string,
  content: unknown,
  result: ParsedBlueprints,
): void {
  const read = toDefinition(content);
  if (read.kind === 'invalid') {
    result.problems.push(
      ...read.problems.map(problem => ({
        source,
        severity: 'error' as const,
        ...problem,
      })),
    );
    return;
  }
  const document = JSON.stringify(content);
  result.blueprints.push({
    source,
    definition: read.definition,
    document,
    digest: createHash('sha256').update(document).digest('hex'),
  });
}
