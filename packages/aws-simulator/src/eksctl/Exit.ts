/** Exits the program with a code; the message is written to stderr as cobra does. */
export class Exit extends Error {
  constructor(readonly code: number, message: string) {
    super(message);
    this.name = 'Exit';
  }
}

/** An ordinary failure: `Error: …` and exit code 1. */
export function failure(message: string): Exit {
  return new Exit(1, message);
}
