/** eksctl's log. Every line goes to stdout with a local timestamp and a level sign; with `-o json` the lines go to stderr instead. */

type Level = 'ℹ' | '✔' | '!' | '✖';

let stream: NodeJS.WriteStream = process.stdout;

/** The output of the command is on stdout, so the log goes to stderr. */
export function logToStderr(): void {
  stream = process.stderr;
}

function timestamp(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(
    now.getDate(),
  )}`;
  return `${date} ${two(now.getHours())}:${two(now.getMinutes())}:${two(
    now.getSeconds(),
  )}`;
}

function write(level: Level, message: string, end = '\n'): void {
  stream.write(`${timestamp()} [${level}]  ${message}${end}`);
}

export const log = {
  info: (message: string) => write('ℹ', message),
  success: (message: string) => write('✔', message),
  warning: (message: string) => write('!', message),
  critical: (message: string) => write('✖', message),
  /**
   * The real logger omits the newline of some messages, so that the next one directly follows. Parsers of the output have to handle that.
   */
  infoGlued: (message: string) => write('ℹ', message, ''),
};
