import { Button, ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useText } from '../translation';

const SHOW_RESULT_FOR = 2_000; // milliseconds

/** Copies a text, and confirms it in its own label. */
export function CopyButton(props: {
  text: string;
  /** What is copied, as in `command`. */
  what: string;
  /** Shows only the icon. */
  iconOnly?: boolean;
}) {
  const t = useText();
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
  const labels = {
    idle: t('common.copy', { what }),
    copied: t('common.copied'),
    // Browsers allow clipboard access only on secure pages.
    refused: t('common.copyRefused'),
  };
  const label = labels[result ?? 'idle'];

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
