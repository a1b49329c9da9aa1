import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type { BlueprintLocation } from '../config';
import type { BlueprintFile } from './parseBlueprints';

const YAML_FILE = /\.ya?ml$/;

/**
 * The YAML files of a location: the one it names, or all of the folder it names.
 *
 * @throws what the file system or the integration says, when the location can't be read at all
 */
export async function readLocation(
  location: BlueprintLocation,
  urlReader: UrlReaderService,
): Promise<BlueprintFile[]> {
  return location.type === 'file'
    ? readFromDisk(resolve(location.target))
    : readFromUrl(location.target, urlReader);
}

async function readFromDisk(path: string): Promise<BlueprintFile[]> {
  const paths = (await stat(path)).isDirectory()
    ? (await readdir(path))
        .filter(name => YAML_FILE.test(name))
        .sort()
        .map(name => join(path, name))
    : [path];
  return Promise.all(
    paths.map(async source => ({
      source,
      text: await readFile(source, 'utf8'),
    })),
  );
}

async function readFromUrl(
  url: string,
  urlReader: UrlReaderService,
): Promise<BlueprintFile[]> {
  if (YAML_FILE.test(new URL(url).pathname)) {
    const response = await urlReader.readUrl(url);
    return [{ source: url, text: (await response.buffer()).toString('utf8') }];
  }
  const tree = await urlReader.readTree(url, {
    filter: path => YAML_FILE.test(path),
  });
  const files = await tree.files();
  return Promise.all(
    files.map(async file => ({
      source: `${url}/${file.path}`,
      text: (await file.content()).toString('utf8'),
    })),
  );
}
