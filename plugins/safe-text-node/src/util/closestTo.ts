import leven from 'leven';

/** Longer words are not misspelt names, and computing the distance takes time in proportion to their lengths. */
const LONGEST = 100; // characters

/**
 * The candidate that a word is most likely a misspelling of; `undefined` if none is close. Case-insensitive.
 *
 * @public
 */
export function closestTo(
  word: string,
  candidates: readonly string[],
): string | undefined {
  if (word.length > LONGEST) {
    return undefined;
  }
  const furthest = furthestFrom(word);
  const [closest] = candidates
    // The distance is at least the difference of the lengths, which is much faster to compute.
    .filter(({ length }) => Math.abs(length - word.length) <= furthest)
    .map(candidate => ({
      candidate,
      distance: leven(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ distance }) => distance <= furthest)
    .sort((a, b) => a.distance - b.distance);
  return closest?.candidate;
}

/** A transposition counts as two edits. Two edits turn most words of three letters into each other. */
function furthestFrom({ length }: string): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}
