import { SweepKind } from './SweepKind';

/** Pages of the AWS console. They are undocumented; these are the URLs that the console itself uses. */
type ConsolePage = NonNullable<SweepKind['console']>;

function page(application: string, fragment: string): ConsolePage {
  return (id, region) => ({
    path: `/${application}/home?region=${region}#${fragment}${encodeURIComponent(
      id,
    )}`,
  });
}

export function ec2Page(fragment: string): ConsolePage {
  return page('ec2', fragment);
}

export function vpcPage(fragment: string): ConsolePage {
  return page('vpcconsole', fragment);
}

export function iamPage(fragment: string): ConsolePage {
  return id => ({
    path: `/iam/home#/${fragment}${encodeURIComponent(id)}`,
    global: true,
  });
}

export const stackPage: ConsolePage = page(
  'cloudformation',
  '/stacks?filteringStatus=active&filteringText=',
);

export const clusterPage: ConsolePage = page('eks', '/clusters/');

export const nodegroupPage: ConsolePage = (id, region) => ({
  path: `/eks/home?region=${region}#/clusters/${id
    .split('/')
    .map(encodeURIComponent)
    .join('/nodegroups/')}`,
});

/** A tab of a cluster's page, for a part whose id starts with the cluster's name. */
export function clusterTabPage(tab: string): ConsolePage {
  return (id, region) => ({
    path: `/eks/home?region=${region}#/clusters/${encodeURIComponent(
      id.split('/')[0],
    )}?selectedTab=${tab}-tab`,
  });
}

/** The console expects the name of a log group to be encoded twice, with `$` for the second `%`. */
export const logGroupPage: ConsolePage = (id, region) => ({
  path: `/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${encodeURIComponent(
    encodeURIComponent(id),
  ).replace(/%/g, '$')}`,
});
