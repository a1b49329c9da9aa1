/*
 * Runs a program of this package from its TypeScript sources.
 *
 * The product starts `eksctl` often and expects it to be there at once, so the
 * sources are bundled into one file when they have changed, and the bundle is
 * run otherwise: one file of JavaScript starts in a tenth of a second on every
 * Node, without a build step and without flags.
 */
const fs = require('node:fs');
const path = require('node:path');

const root = path.dirname(__dirname);
const sources = path.join(root, 'src');

function newestChange(folder) {
  let newest = 0;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      newest =
        entry.name === '__fixtures__'
          ? newest
          : Math.max(newest, newestChange(file));
    } else if (!entry.name.includes('.test.')) {
      newest = Math.max(newest, fs.statSync(file).mtimeMs);
    }
  }
  return newest;
}

function changeOf(file) {
  return fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0;
}

exports.run = function run(program, entry) {
  const bundle = path.join(root, 'dist', 'bin', `${program}.cjs`);
  if (changeOf(bundle) <= newestChange(sources)) {
    // Two processes may do this at once; each renames a whole file into place.
    const draft = `${bundle}.${process.pid}`;
    require('esbuild').buildSync({
      entryPoints: [path.join(sources, entry)],
      outfile: draft,
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'cjs',
      external: ['aws-simulator/package.json'],
      logLevel: 'error',
    });
    fs.renameSync(draft, bundle);
  }
  require(bundle);
};
