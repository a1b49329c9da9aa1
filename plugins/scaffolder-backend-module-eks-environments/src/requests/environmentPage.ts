import type { z as zod } from 'zod/v3';
import type { ActionTools } from './submitRequest';

/** The page of the environment that a step changes. */
export const environmentPageSchema = {
  url: (z: typeof zod) => z.string().describe('Page of the environment'),
  path: (z: typeof zod) =>
    z
      .string()
      .describe('The same page within the portal, for the links of a template'),
};

/** The values of {@link environmentPageSchema}. */
export function environmentPage(
  environmentId: string,
  { appBaseUrl }: Pick<ActionTools, 'appBaseUrl'>,
): { url: string; path: string } {
  const path = `/environments/${environmentId}`;
  return { url: `${appBaseUrl}${path}`, path };
}
