import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { RiBarChartHorizontalLine, RiListUnordered } from '@remixicon/react';
import { useText } from '../translation';
import type { View } from './listState';

/** Switches between rows and bars on a time axis. */
export function ViewToggle(props: { view: View; onChange(view: View): void }) {
  const t = useText();
  const { view, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={t('list.view')}
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={([chosen]) => onChange(chosen as View)}
    >
      <ToggleButton id="list" iconStart={<RiListUnordered />}>
        {t('list.list')}
      </ToggleButton>
      <ToggleButton id="timeline" iconStart={<RiBarChartHorizontalLine />}>
        {t('list.timeline')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
