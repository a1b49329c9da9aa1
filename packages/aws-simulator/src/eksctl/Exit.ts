/** Ends the program with an exit code; the message goes to stderr as cobra writes it. */
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
