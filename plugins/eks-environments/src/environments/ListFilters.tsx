import {
  Flex,
  SearchField,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  type EnvironmentState,
  isGone,
} from 'backstage-plugin-eks-environments-common';
import { useBlueprints } from '../query';
import { environmentPresentations } from '../states';
import { useText } from '../translation';
import { defaultSort, type ListState, type Scope } from './listState';
import styles from './ListFilters.module.css';
import { useDelayed } from './useDelayed';

const ANY = 'any'; // Select has no empty choice

const selectableStates = (
  Object.keys(environmentPresentations) as EnvironmentState[]
).filter(state => !isGone(state));

/** The filters above the list: scope, properties and search. */
export function ListFilters(props: {
  state: ListState;
  onChange(change: Partial<ListState>): void;
}) {
  const t = useText();
  const { state, onChange } = props;
  const [text, setText] = useDelayed(state.text, changed =>
    onChange({ text: changed }),
  );
  const blueprints = useBlueprints().data?.items ?? [];
  const regions = [...new Set(blueprints.flatMap(({ regions: all }) => all))];

  return (
    <Flex className={styles.filters} align="end" gap="3" py="3">
      <ToggleButtonGroup
        aria-label={t('list.whose')}
        disallowEmptySelection
        selectedKeys={[state.scope]}
        onSelectionChange={([scope]) => onChange({ scope: scope as Scope })}
      >
        <ToggleButton id="mine">{t('list.mine')}</ToggleButton>
        <ToggleButton id="teams">{t('list.teams')}</ToggleButton>
        <ToggleButton id="all">{t('list.all')}</ToggleButton>
      </ToggleButtonGroup>
      <SearchField
        className={styles.search}
        aria-label={t('list.search')}
        placeholder={t('list.searchPlaceholder')}
        size="small"
        value={text}
        onChange={setText}
      />
      {!state.ended && (
        <Select
          className={styles.select}
          aria-label={t('list.state')}
          placeholder={t('list.anyState')}
          selectionMode="multiple"
          options={selectableStates.map(id => ({
            id,
            label: t(environmentPresentations[id].label),
          }))}
          value={state.states}
          onChange={states =>
            onChange({ states: states as EnvironmentState[] })
          }
        />
      )}
      <OneOf
        label={t('list.blueprint')}
        any={t('list.anyBlueprint')}
        options={blueprints.map(({ name }) => name)}
        value={state.blueprint}
        onChange={blueprint => onChange({ blueprint })}
      />
      <OneOf
        label={t('list.region')}
        any={t('list.anyRegion')}
        options={regions.sort()}
        value={state.region}
        onChange={region => onChange({ region })}
      />
      {!state.ended && (
        <ToggleButton
          isSelected={state.leasePhase === 'grace'}
          onChange={chosen =>
            onChange({ leasePhase: chosen ? 'grace' : undefined })
          }
        >
          {t('state.lease.grace')}
        </ToggleButton>
      )}
      <ToggleButton
        isSelected={state.ended}
        onChange={ended =>
          onChange({
            ended,
            states: [],
            leasePhase: undefined,
            sort: defaultSort(ended),
          })
        }
      >
        {t('list.ended')}
      </ToggleButton>
    </Flex>
  );
}

function OneOf(props: {
  label: string;
  any: string;
  options: string[];
  value: string | undefined;
  onChange(value: string | undefined): void;
}) {
  const { label, any, options, value, onChange } = props;
  // A shared link may name a blueprint that was retired since.
  const known =
    value && !options.includes(value) ? [...options, value] : options;
  return (
    <Select
      className={styles.select}
      aria-label={label}
      options={[
        { id: ANY, label: any },
        ...known.map(option => ({ id: option, label: option })),
      ]}
      value={value ?? ANY}
      onChange={key => onChange(key === ANY ? undefined : String(key))}
    />
  );
}
