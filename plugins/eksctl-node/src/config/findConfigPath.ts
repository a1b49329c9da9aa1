import { isTopLevelField } from './configSchema';

/** `nodeGroups[0].volumeSize`, `iam.withOIDC`: a name with an index or a field of it. */
const CANDIDATE = /\b([a-z]\w*)(?:\[\d+\])?(?:\.[a-z]\w*(?:\[\d+\])?)*/gi;

/**
 * The first path of a ClusterConfig field in a text of eksctl, such as `nodeGroups[0].volumeSize`; undefined if there is none.
 * @public
 */
export function findConfigPath(text: string): string | undefined {
  for (const [path, head] of text.matchAll(CANDIDATE)) {
    if (path !== head && isTopLevelField(head)) {
      return path;
    }
  }
  return undefined;
}
