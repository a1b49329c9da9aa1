/** Error messages of eksctl, in the order of its checks: it prints the first one and exits. */
export type Refusals = Generator<string, void, undefined>;

/** Go treats a nil list as an empty one. */
export function listOf<T>(list: T[] | null | undefined): T[] {
  return list ?? [];
}

export function isIn(
  named: Array<{ name: string }> | undefined,
  wanted: string,
): boolean {
  return listOf(named).some(({ name }) => name === wanted);
}

export function invalidName(name: string): string {
  return `validation for ${name} failed, name must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`;
}
