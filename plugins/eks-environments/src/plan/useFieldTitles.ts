import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { BlueprintRef } from 'backstage-plugin-eks-environments-common';
import { eksEnvironmentsApiRef } from '../api';
import { queryKeys } from '../query';
import { fieldTitles, type FieldTitles } from './fieldTitles';

/** The titles of a blueprint's parameters; none until they are known, and none where they can't be read. */
export function useFieldTitles(
  blueprint: Pick<BlueprintRef, 'name'> & { version?: number },
): FieldTitles {
  const api = useApi(eksEnvironmentsApiRef);
  const { name, version } = blueprint;
  const { data } = useQuery({
    queryKey: [...queryKeys.blueprints(), name, version],
    queryFn: () => api.getBlueprint(name, version),
    select: ({ parameters }) => fieldTitles(parameters),
    staleTime: Infinity, // a version of a blueprint never changes
  });
  return data ?? {};
}
