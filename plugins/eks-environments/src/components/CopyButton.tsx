import { Button, ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';

const SHOW_RESULT_FOR = 2_000; // milliseconds

const labels = {
  idle: (what: string) => `Copy ${what}`,
  copied: () => 'Copied',
  // Browsers give the clipboard to secure pages only.
  refused: () => 'Select and copy it yourself',
};

/** Copies a text; says so in its own label. */
export function CopyButton(props: {
  text: string;
  /** What is copied, as in `command`. */
  what: string;
  /** Shows the icon alone. */
  iconOnly?: boolean;
}) {
  const { text, what, iconOnly } = props;
  const [result, setResult] = useState<'copied' | 'refused'>();
  useEffect(() => {
    const timer = setTimeout(() => setResult(undefined), SHOW_RESULT_FOR);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setResult('copied');
    } catch {
      setResult('refused');
    }
  };
  const icon = result === 'copied' ? <RiCheckLine /> : <RiFileCopyLine />;
  const label = labels[result ?? 'idle'](what);

  return iconOnly ? (
    <ButtonIcon
      variant="tertiary"
      icon={icon}
      aria-label={label}
      onPress={copy}
    />
  ) : (
    <Button variant="secondary" iconStart={icon} onPress={copy}>
      {label}
    </Button>
  );
}
