import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { RiBarChartHorizontalLine, RiListUnordered } from '@remixicon/react';
import type { View } from './listState';

/** The same environments as rows or as bars on a time axis. */
export function ViewToggle(props: { view: View; onChange(view: View): void }) {
  const { view, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label="View"
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={([chosen]) => onChange(chosen as View)}
    >
      <ToggleButton id="list" iconStart={<RiListUnordered />}>
        List
      </ToggleButton>
      <ToggleButton id="timeline" iconStart={<RiBarChartHorizontalLine />}>
        Timeline
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
