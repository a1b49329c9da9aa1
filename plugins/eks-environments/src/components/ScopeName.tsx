import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** Whom a quota bounds: a team or person with a link, or everyone. */
export function ScopeName(props: { scope: string }) {
  return props.scope === 'everyone' ? (
    <>Everyone</>
  ) : (
    <EntityRefLink entityRef={props.scope} />
  );
}
