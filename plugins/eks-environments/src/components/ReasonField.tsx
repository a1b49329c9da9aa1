import { TextAreaField } from '@backstage/ui';

const LONGEST_REASON = 500; // characters; longer ones nobody reads

/** Why something is done. */
export function ReasonField(props: {
  value: string;
  onChange(reason: string): void;
  /** A sentence on who reads it; with one a reason is required. */
  readBy?: string;
}) {
  const { value, onChange, readBy } = props;
  return (
    <TextAreaField
      label="Reason"
      secondaryLabel={readBy ? undefined : 'Optional'}
      description={readBy}
      isRequired={readBy !== undefined}
      value={value}
      onChange={onChange}
      maxLength={LONGEST_REASON}
    />
  );
}
