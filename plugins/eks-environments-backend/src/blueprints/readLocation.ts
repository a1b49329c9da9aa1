import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { BlueprintLocation } from '../config';
import type { BlueprintFile } from './parseBlueprints';
import type { BlueprintProblem } from './types';

const YAML_FILE = /\.ya?ml$/;

/** The files of a location, and those that could not be read. */
export interface ReadLocation {
  files: BlueprintFile[];
  problems: BlueprintProblem[];
}

/**
 * Reads the YAML files of a location, which is a file or a folder. A file that cannot be read does not prevent the others from being read.
 *
 * @throws the error of the file system or the integration, when the location itself cannot be read
 */
export async function readLocation(
  location: BlueprintLocation,
  urlReader: UrlReaderService,
): Promise<ReadLocation> {
  return location.type === 'file'
    ? readFromDisk(resolve(location.target))
    : readFromUrl(location.target, urlReader);
}

async function readFromDisk(path: string): Promise<ReadLocation> {
  const paths = (await stat(path)).isDirectory()
    ? (await readdir(path))
        .filter(name => YAML_FILE.test(name))
        .sort()
        .map(name => join(path, name))
    : [path];
  return readAll(
    paths.map(source => ({ source, read: () => readFile(source) })),
  );
}

async function readFromUrl(
  url: string,
  urlReader: UrlReaderService,
): Promise<ReadLocation> {
  if (YAML_FILE.test(new URL(url).pathname)) {
    const response = await urlReader.readUrl(url);
    return readAll([{ source: url, read: () => response.buffer() }]);
  }
  const tree = await urlReader.readTree(url, {
    filter: path => YAML_FILE.test(path),
  });
  const files = await tree.files();
  return readAll(
    files.map(file => ({
      source: `${url}/${file.path}`,
      read: () => file.content(),
    })),
  );
}

async function readAll(
  sources: { source: string; read(): Promise<Buffer> }[],
): Promise<ReadLocation> {
  const result: ReadLocation = { files: [], problems: [] };
  for (const { source, read } of sources) {
    try {
      const content = await read();
      result.files.push({ source, text: content.toString('utf8') });
    } catch (error) {
      result.problems.push({
        source,
        severity: 'error',
        message: `can't be read: ${toError(error).message}`,
      });
    }
  }
  return result;
}
