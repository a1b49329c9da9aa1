import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';

/** Who the sign-in page offers. The parser is a dependency, so it is loaded when they are installed. */
export async function peopleOfTheConfig() {
  const { parse } = await import('yaml');
  const config = parse(
    await readFile(path.join(root, 'app-config.yaml'), 'utf8'),
  );
  return config.auth.providers.laptop.people;
}
