import {
  EntityAboutCard,
  EntityLayout,
  EntitySwitch,
  isKind,
} from '@backstage/plugin-catalog';
import {
  EntityGroupProfileCard,
  EntityMembersListCard,
} from '@backstage/plugin-org';
import { Grid } from '@backstage/ui';
import {
  EksEnvironmentEntityCard,
  EksEnvironmentEntityContent,
  EksEnvironmentsGroupCard,
  isEksEnvironment,
} from 'backstage-plugin-eks-environments/legacy';

const environmentPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <Grid.Root columns={{ initial: '1', md: '2' }}>
        <EksEnvironmentEntityCard />
        <EntityAboutCard />
      </Grid.Root>
    </EntityLayout.Route>
    <EntityLayout.Route path="/environment" title="Environment">
      <EksEnvironmentEntityContent />
    </EntityLayout.Route>
  </EntityLayout>
);

const groupPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <Grid.Root columns={{ initial: '1', md: '2' }}>
        <EntityGroupProfileCard />
        <EksEnvironmentsGroupCard />
        <EntityMembersListCard />
      </Grid.Root>
    </EntityLayout.Route>
  </EntityLayout>
);

const otherPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <EntityAboutCard />
    </EntityLayout.Route>
  </EntityLayout>
);

/** The page of an entity, by what it is. */
export const entityPage = (
  <EntitySwitch>
    <EntitySwitch.Case if={isEksEnvironment}>
      {environmentPage}
    </EntitySwitch.Case>
    <EntitySwitch.Case if={isKind('group')}>{groupPage}</EntitySwitch.Case>
    <EntitySwitch.Case>{otherPage}</EntitySwitch.Case>
  </EntitySwitch>
);
