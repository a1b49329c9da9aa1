import { TextField } from '@backstage/ui';
import { useText } from '../translation';

/** Asks the user to type the name of what will be permanently deleted. */
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
