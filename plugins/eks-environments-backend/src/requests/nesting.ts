/** Deeper than any spec, and far from a stack overflow. */
const DEEPEST = 50;

/** Whether JSON is nested so deep that walking it by recursion, as validators and YAML libraries do, could overflow the stack. */
export function isNestedTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap(childrenOf);
    if (level.length === 0) {
      return false;
    }
  }
  return true;
}

function childrenOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null
    ? Object.values(value)
    : [];
}
