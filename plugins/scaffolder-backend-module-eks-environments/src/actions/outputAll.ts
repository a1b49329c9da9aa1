/** Outputs every property that has a value; nothing after a dry run. */
export function outputAll<TOutput extends object>(
  context: {
    output(name: keyof TOutput, value: TOutput[keyof TOutput]): void;
  },
  output: TOutput | undefined,
): void {
  if (!output) {
    return;
  }
  for (const name of Object.keys(output) as Array<keyof TOutput>) {
    if (output[name] !== undefined) {
      context.output(name, output[name]);
    }
  }
}
