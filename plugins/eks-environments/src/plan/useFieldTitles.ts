import type { BlueprintRef } from 'backstage-plugin-eks-environments-common';
import { useMemo } from 'react';
import { useBlueprint } from '../query';
import { fieldTitles, type FieldTitles } from './fieldTitles';

/** The titles of a blueprint's parameters; empty while they are loading or if they cannot be read. */
export function useFieldTitles(
  blueprint: Pick<BlueprintRef, 'name'> & { version?: number },
): FieldTitles {
  const { data } = useBlueprint(blueprint.name, blueprint.version);
  return useMemo(() => (data ? fieldTitles(data.parameters) : {}), [data]);
}
