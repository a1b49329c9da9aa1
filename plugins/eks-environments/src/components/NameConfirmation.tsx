import { TextField } from '@backstage/ui';
import { useText } from '../translation';

/** Has the name typed of what goes for good. */
export function NameConfirmation(props: {
  name: string;
  value: string;
  onChange(typed: string): void;
}) {
  const t = useText();
  const { name, value, onChange } = props;
  return (
    <TextField
      label={t('common.confirmName', { name })}
      value={value}
      onChange={onChange}
      autoComplete="off"
      spellCheck="false"
    />
  );
}
