import { TextAreaField } from '@backstage/ui';
import { useText } from '../translation';

const LONGEST_REASON = 500; // characters

/** The reason of an action. */
export function ReasonField(props: {
  value: string;
  onChange(reason: string): void;
  /** A sentence that says who can read it; if set, a reason is required. */
  readBy?: string;
}) {
  const t = useText();
  const { value, onChange, readBy } = props;
  return (
    <TextAreaField
      label={t('common.reason')}
      secondaryLabel={readBy ? undefined : t('common.optional')}
      description={readBy}
      isRequired={readBy !== undefined}
      value={value}
      onChange={onChange}
      maxLength={LONGEST_REASON}
    />
  );
}
