import { TextField } from '@backstage/ui';

/** Has the name typed of what goes for good. */
export function NameConfirmation(props: {
  name: string;
  value: string;
  onChange(typed: string): void;
}) {
  const { name, value, onChange } = props;
  return (
    <TextField
      label={`Type ${name} to confirm`}
      value={value}
      onChange={onChange}
      autoComplete="off"
      spellCheck="false"
    />
  );
}
