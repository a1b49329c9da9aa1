import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { useText } from '../translation';

/** The approvers of one step, such as `one of platform`. */
export function StepApprovers(props: { approvers: string[]; quorum: number }) {
  const t = useText();
  const { approvers, quorum } = props;
  if (approvers.length === 0) {
    return <>{t('plan.people', { count: quorum })}</>;
  }
  const links = <EntityRefLinks entityRefs={approvers} />;
  return quorum === 1
    ? t('plan.oneOf', { approvers: links })
    : t('plan.someOf', { number: quorum, approvers: links });
}
