import { EntityRefLinks } from '@backstage/plugin-catalog-react';

/** Who has to approve in one step, such as `one of platform`. */
export function StepApprovers(props: { approvers: string[]; quorum: number }) {
  const { approvers, quorum } = props;
  const count = quorum === 1 ? 'one' : quorum;
  if (approvers.length > 0) {
    return (
      <>
        {count} of <EntityRefLinks entityRefs={approvers} />
      </>
    );
  }
  return quorum === 1 ? (
    <>a person with the right to decide</>
  ) : (
    <>{quorum} people with the right to decide</>
  );
}
