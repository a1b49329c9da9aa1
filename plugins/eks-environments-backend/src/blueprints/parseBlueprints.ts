import { createHash } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
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
  const documents = [parseAllDocuments(text, { version: '1.2' })].flat();
  for (const [index, document] of documents.entries()) {
    const place = documents.length > 1 ? `${source}#${index + 1}` : source;
    const errors = 'errors' in document ? document.errors : [];
    if (errors.length > 0) {
      result.problems.push({ source: place, message: errors[0].message });
      continue;
    }
    if (!('toJS' in document) || document.contents === null) {
      continue;
    }
    readDocument(place, document.toJS(), result);
  }
  return result;
}

function readDocument(
  source: string,
  content: unknown,
  result: ParsedBlueprints,
): void {
  const read = toDefinition(content);
  if (read.kind === 'invalid') {
    result.problems.push(
      ...read.problems.map(problem => ({ source, ...problem })),
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
