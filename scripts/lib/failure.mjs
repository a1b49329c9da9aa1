/** Something that the person at the terminal can act on: printed as it is, without a stack. */
export class Failure extends Error {
  name = 'Failure';
}

const SYSTEM_ERRORS = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the disk',
};

/** Runs a command's main function; it returns the exit code. */
export async function run(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`\n${describe(error)}\n`);
  }
}

function describe(error) {
  if (error instanceof Failure) {
    return error.message;
  }
  const reason = SYSTEM_ERRORS[error.code];
  if (reason && error.path) {
    return `Cannot write ${error.path}: ${reason}. Everything is kept below this folder, so it must be writable.`;
  }
  return error.stack;
}
