import { createHash } from 'node:crypto';
import { readDocument } from 'backstage-plugin-safe-text-node';
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
export async function parseBlueprints({
  source,
  text,
}: BlueprintFile): Promise<ParsedBlueprints> {
  const result: ParsedBlueprints = { blueprints: [], problems: [] };
  const documents = splitDocuments(text);
  for (const [index, document] of documents.entries()) {
    const place = documents.length > 1 ? `${source}#${index + 1}` : source;
    const content = await readDocument(document);
    if (content.kind === 'invalid') {
      const { message } = content;
      result.problems.push({ source: place, severity: 'error', message });
    } else if (content.kind === 'content') {
      addBlueprint(place, content.value, result);
    }
  }
  return result;
}

/** A line that begins with three dashes begins a document, whatever stands before it: even a quote that was never closed ends there. */
function splitDocuments(text: string): string[] {
  const parts = text.split(/^---(?=\s|$)/m);
  return parts.filter((part, index) => index > 0 || !isPreamble(part));
}

/** Whether a text holds nothing but directives and comments. */
function isPreamble(text: string): boolean {
  return text
    .split('\n')
    .every(line => /^[%#]/.test(line) || line.trim() === '');
}

function addBlueprint(
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
