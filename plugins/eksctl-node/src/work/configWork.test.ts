import { prepare } from './configWork';

const checks = { clusterName: 'demo-0a1b2c3d', region: 'eu-west-1' };

function messagesOf(text: string): string[] {
  const prepared = prepare({ source: { kind: 'yaml', text }, checks });
  expect(prepared.kind).toBe('refused');
  return prepared.findings.map(({ message }) => message);
}

describe('YAML by people', () => {
  it('is judged in one round, whatever is wrong with it', () => {
    expect(
      messagesOf(`
metadata: { version: '1.34' }
gitops: { flux: { gitProvider: github, flags: { owner: me } } }
managedNodeGroups:
  - name: n
    privateNetworking: yes
    ssh: { allow: on }
    minSize: 3
    maxSize: 2
    desiredCapacity: 2
`),
    ).toEqual([
      expect.stringContaining('managedNodeGroups[0].name is n'),
      expect.stringContaining('managedNodeGroups[0].privateNetworking is yes'),
      expect.stringContaining('managedNodeGroups[0].ssh.allow is on'),
      expect.stringContaining('gitops.flux.gitProvider is not among'),
      expect.stringContaining('gitops.flux.flags.owner is not among'),
      expect.stringContaining('"managedNodeGroups[].ssh.allow" in the'),
      expect.stringContaining('minSize ≤ desiredCapacity ≤ maxSize'),
      expect.stringContaining('gitops is not possible'),
    ]);
  });

  it('is told both that a value is of the wrong type and that none may stand there', () => {
    expect(
      messagesOf(
        'managedNodeGroups: [{ name: a, maxPodsPerNode: many, ssh: { allow: "true" } }]',
      ),
    ).toEqual([
      expect.stringContaining('"managedNodeGroups[].ssh.allow" in the'),
      expect.stringContaining('maxPodsPerNode must be'),
      expect.stringContaining('ssh.allow must be true or false'),
    ]);
  });

  it('is not judged further where it cannot be read', () => {
    expect(messagesOf('a: [')).toEqual([
      expect.stringContaining('is not valid YAML'),
    ]);
  });
});
