import * as args from './eksctlArgs';

describe('eksctl arguments', () => {
  it('creates from a file without touching a kubeconfig', () => {
    expect(args.createClusterArgs().join(' ')).toBe(
      'create cluster -f cluster.yaml --write-kubeconfig=false --timeout 40m --color=false',
    );
  });

  it('asks a dry run for nothing that eksctl refuses there', () => {
    expect(args.dryRunArgs().join(' ')).toBe(
      'create cluster -f cluster.yaml --dry-run --color=false',
    );
  });

  it('deletes as recorded, and by force on request only', () => {
    const options = { name: 'demo', region: 'eu-west-1' };
    expect(args.deleteClusterArgs(options).join(' ')).toBe(
      'delete cluster --name demo --region eu-west-1 --wait --disable-nodegroup-eviction --timeout 60m --color=false',
    );
    expect(args.deleteClusterArgs({ ...options, force: true })).toContain(
      '--force',
    );
  });

  it('scales to nothing and waits', () => {
    expect(
      args
        .scaleNodegroupArgs({
          cluster: 'demo',
          region: 'eu-west-1',
          name: 'mng-1',
          nodes: 0,
          min: 0,
          max: 6,
        })
        .join(' '),
    ).toBe(
      'scale nodegroup --cluster demo --region eu-west-1 --name mng-1 --nodes 0 --nodes-min 0 --nodes-max 6 --wait --color=false',
    );
  });
});
