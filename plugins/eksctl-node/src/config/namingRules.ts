import { toVisible } from 'backstage-plugin-safe-text-node';

/*
 * What AWS accepts as tags and Kubernetes as labels, annotations and taints. Each rule returns a problem as the rest of a sentence, or
 * undefined.
 */

/** https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html: 50 per resource; eksctl adds up to six, the platform its own. */
export const MAXIMUM_TAGS = 40;
const MAXIMUM_TAG_KEY = 128; // characters
const MAXIMUM_TAG_VALUE = 256; // characters

/** What every service accepts: letters and digits of any script, spaces, and some symbols. */
const TAG_TEXT = /^[\p{L}\p{N} _.:/=+\-@]*$/u;
const TAG_CHARACTERS = 'letters, digits, spaces and _ . : / = + - @';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const MAXIMUM_LABEL = 63; // characters
const MAXIMUM_PREFIX = 253; // characters
const LABEL = /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
const DNS_SUBDOMAIN =
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const LABEL_CHARACTERS = `at most ${MAXIMUM_LABEL} letters, digits, - _ and . and begin and end with a letter or digit`;

const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** A problem of a tag, except for a reserved prefix. */
export function tagProblem(key: string, value: string): string | undefined {
  if (key.length === 0 || key.length > MAXIMUM_TAG_KEY) {
    return `has a tag whose key does not have 1 to ${MAXIMUM_TAG_KEY} characters`;
  }
  if (value.length > MAXIMUM_TAG_VALUE) {
    return `has the tag "${toVisible(
      key,
    )}", whose value must have at most ${MAXIMUM_TAG_VALUE} characters`;
  }
  if (!TAG_TEXT.test(key)) {
    return `has a tag with the key "${toVisible(
      key,
    )}"; keys may hold ${TAG_CHARACTERS}`;
  }
  return TAG_TEXT.test(value)
    ? undefined
    : `has the tag "${toVisible(
        key,
      )}" with a value that holds other characters than ${TAG_CHARACTERS}`;
}

/** The prefix in the list that a tag key starts with, case-insensitively. */
export function reservedPrefix(
  key: string,
  prefixes: readonly string[],
): string | undefined {
  const folded = key.trim().toLocaleLowerCase('en');
  return prefixes.find(prefix => folded.startsWith(prefix));
}

/** The key of a label, a taint or an annotation. */
export function qualifiedNameProblem(key: string): string | undefined {
  const [name, prefix, ...others] = key.split('/').reverse();
  const isName = name.length <= MAXIMUM_LABEL && LABEL.test(name);
  const isPrefix =
    prefix === undefined ||
    (prefix.length <= MAXIMUM_PREFIX && DNS_SUBDOMAIN.test(prefix));
  return isName && isPrefix && others.length === 0
    ? undefined
    : `has the key "${toVisible(
        key,
      )}"; a key must hold ${LABEL_CHARACTERS}, and may have a DNS name and a slash before that`;
}

export function labelValueProblem(value: string): string | undefined {
  const isLabel =
    value === '' || (value.length <= MAXIMUM_LABEL && LABEL.test(value));
  return isLabel
    ? undefined
    : `is "${toVisible(value)}", but must hold ${LABEL_CHARACTERS}`;
}

export function taintEffectProblem(effect: unknown): string | undefined {
  return TAINT_EFFECTS.includes(String(effect))
    ? undefined
    : `must be one of ${TAINT_EFFECTS.join(', ')}`;
}
