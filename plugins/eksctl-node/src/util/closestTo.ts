import leven from 'leven';

/** Longer words are no misspelt names, and the distance of two words takes time in proportion to their lengths. */
const LONGEST = 100; // characters

/**
 * The candidate that a word is most likely a misspelling of; `undefined` when none is near. Upper and lower case are the same.
 */
export function closestTo(
  word: string,
  candidates: readonly string[],
): string | undefined {
  if (word.length > LONGEST) {
    return undefined;
  }
  const furthest = Math.max(1, Math.floor(word.length / 3));
  const [closest] = candidates
    .map(candidate => ({
      candidate,
      distance: leven(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ distance }) => distance <= furthest)
    .sort((a, b) => a.distance - b.distance);
  return closest?.candidate;
}
