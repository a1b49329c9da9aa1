import { JsonObject } from '@backstage/types';
import { appendKey } from 'backstage-plugin-safe-text-node';
import {
  labelValueProblem,
  MAXIMUM_TAGS,
  qualifiedNameProblem,
  reservedPrefix,
  tagProblem,
  taintEffectProblem,
} from './namingRules';
import { configSchema } from './configSchema';
import { findPlaces, Place, valuesAt } from './stringMaps';
import { Finding } from '../model/Finding';
import { ClusterConfig, NodeTaint } from '../model/clusterConfig';

/*
 * Checks tags, labels, annotations and taints wherever eksctl's schema has them. The places are read from the schema, so that none is
 * missed. The configs fit the schema: all of them are maps of strings, and taints are lists of maps.
 */

type Places = Record<'tags' | 'labels' | 'annotations' | 'taints', Place[]>;

let known: Places | undefined;

/** Fargate matches these labels against those of pods, with `*` and `?` as wildcards. */
const SELECTOR_LABELS = 'fargateProfiles.[].selectors.[].labels';

export function checkMetadata(
  config: ClusterConfig,
  options: { reservedTagPrefixes: readonly string[] },
): Finding[] {
  known ??= findAllPlaces();
  return [
    ...mapsAt(config, known.tags).flatMap(map => checkTags(map, options)),
    ...mapsAt(config, known.labels).flatMap(checkLabels),
    ...mapsAt(config, known.annotations).flatMap(checkAnnotations),
    ...taintsAt(config, known.taints).flatMap(checkTaint),
  ];
}

function findAllPlaces(): Places {
  const schema = configSchema();
  return {
    tags: findPlaces(schema, ['tags']),
    labels: findPlaces(schema, ['labels']),
    annotations: findPlaces(schema, ['annotations']),
    taints: findPlaces(schema, ['taints']),
  };
}

type PlacedMap = {
  path: string;
  place: string;
  entries: [key: string, value: string][];
};

function mapsAt(config: ClusterConfig, places: Place[]): PlacedMap[] {
  return places.flatMap(place =>
    valuesAt(config as JsonObject, place).map(({ path, value }) => ({
      path,
      place: place.join('.'),
      entries: Object.entries(value as Record<string, string>),
    })),
  );
}

function checkTags(
  { path, entries }: PlacedMap,
  { reservedTagPrefixes }: { reservedTagPrefixes: readonly string[] },
): Finding[] {
  if (entries.length > MAXIMUM_TAGS) {
    return [
      error(
        'tags',
        path,
        `holds ${entries.length} tags; at most ${MAXIMUM_TAGS} are possible`,
      ),
    ];
  }
  return entries.flatMap(([key, value]) => {
    const reserved = reservedPrefix(key, ['aws:', ...reservedTagPrefixes]);
    const problem =
      reserved === undefined
        ? tagProblem(key, value)
        : `has the tag "${key}", which begins with "${reserved}"; that is reserved`;
    return problem === undefined
      ? []
      : [error('tags', path, problem, appendKey(path, key))];
  });
}

function checkLabels({ path, place, entries }: PlacedMap): Finding[] {
  const withoutWildcards = (text: string) =>
    place === SELECTOR_LABELS ? text.replace(/[*?]/g, 'x') : text;
  return entries.flatMap(([key, value]) => {
    const keyPath = appendKey(path, key);
    const problemOfKey = qualifiedNameProblem(withoutWildcards(key));
    const problemOfValue = labelValueProblem(withoutWildcards(value));
    return [
      ...(problemOfKey ? [error('labels', path, problemOfKey, keyPath)] : []),
      ...(problemOfValue ? [error('labels', keyPath, problemOfValue)] : []),
    ];
  });
}

/** Annotation values are not restricted. */
function checkAnnotations({ path, entries }: PlacedMap): Finding[] {
  return entries.flatMap(([key]) => {
    const problem = qualifiedNameProblem(key);
    return problem
      ? [error('annotations', path, problem, appendKey(path, key))]
      : [];
  });
}

function taintsAt(
  config: ClusterConfig,
  places: Place[],
): { path: string; taint: NodeTaint }[] {
  return places.flatMap(place =>
    valuesAt(config as JsonObject, [...place, '[]']).map(({ path, value }) => ({
      path,
      taint: value as NodeTaint,
    })),
  );
}

function checkTaint({
  path,
  taint: { key = '', value = '', effect },
}: {
  path: string;
  taint: NodeTaint;
}): Finding[] {
  const problems: [string, string | undefined][] = [
    [path, qualifiedNameProblem(key)],
    [`${path}.value`, labelValueProblem(value)],
    [`${path}.effect`, taintEffectProblem(effect)],
  ];
  return problems.flatMap(([place, problem]) =>
    problem ? [error('taints', place, problem)] : [],
  );
}

function error(
  code: string,
  subject: string,
  problem: string,
  path: string = subject,
): Finding {
  return { severity: 'error', code, path, message: `${subject} ${problem}` };
}
