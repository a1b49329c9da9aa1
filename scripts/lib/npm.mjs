import { spawnSync } from 'node:child_process';

/** The npm that started us, or the one on PATH, as a command and its first arguments. */
export function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) {
    return { command: process.execPath, args: [cli] };
  }
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/** A value of npm's configuration, or undefined if it is not set. */
function npmConfig(key) {
  const { command, args, shell } = npmCommand();
  const { stdout } = spawnSync(command, [...args, 'config', 'get', key], {
    encoding: 'utf8',
    shell,
  });
  const value = stdout?.trim();
  return !value || value === 'null' || value === 'undefined'
    ? undefined
    : value;
}

/**
 * Yarn's settings for a company's mirror, certificate and proxy. Yarn reads its own configuration only, so without this it would go past the mirror
 * that npm is told to use.
 */
export function yarnSettingsFromNpm() {
  const settings = {
    YARN_NPM_REGISTRY_SERVER: npmConfig('registry')?.replace(/\/$/, ''),
    YARN_HTTPS_CA_FILE_PATH: npmConfig('cafile'),
    YARN_HTTP_PROXY: npmConfig('proxy'),
    YARN_HTTPS_PROXY: npmConfig('https-proxy'),
  };
  const registry = settings.YARN_NPM_REGISTRY_SERVER;
  if (registry?.startsWith('http:')) {
    settings.YARN_UNSAFE_HTTP_WHITELIST = new URL(registry).hostname;
  }
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) => value !== undefined && !process.env[name],
    ),
  );
}
