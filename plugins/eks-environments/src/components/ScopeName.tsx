import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useText } from '../translation';

/** Whom a quota bounds: a team or person with a link, or everyone. */
export function ScopeName(props: { scope: string }) {
  const t = useText();
  return props.scope === 'everyone' ? (
    <>{t('common.everyone')}</>
  ) : (
    <EntityRefLink entityRef={props.scope} />
  );
}
