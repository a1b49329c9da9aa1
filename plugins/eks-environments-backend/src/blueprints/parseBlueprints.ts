import { createHash } from 'node:crypto';
import { readDocument } from 'backstage-plugin-safe-text-node';
import { toDefinition } from './toDefinition';
import type { BlueprintProblem, LoadedBlueprint } from './types';

/** A file that may contain blueprints. */
export interface BlueprintFile {
  source: string;
  text: string;
}

/** The blueprints of a file, and the problems of its other documents. */
export interface ParsedBlueprints {
  blueprints: LoadedBlueprint[];
  problems: BlueprintProblem[];
}

/** Parses the YAML documents of a file. An invalid document does not prevent the others from being parsed. */
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

/** A line that starts with three dashes starts a document, even after a quote that was never closed. */
function splitDocuments(text: string): string[] {
  const parts = text.split(/^---(?=\s|$)/m);
  return parts.filter((part, index) => index > 0 || !isPreamble(part));
}

/** Whether a text contains only directives and comments. */
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
