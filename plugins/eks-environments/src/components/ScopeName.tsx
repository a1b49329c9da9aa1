import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useText } from '../translation';

/** The scope of a quota: a team or user with a link, or everyone. */
export function ScopeName(props: { scope: string }) {
  const t = useText();
  return props.scope === 'everyone' ? (
    <>{t('common.everyone')}</>
  ) : (
    <EntityRefLink entityRef={props.scope} />
  );
}
